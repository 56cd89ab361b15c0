using Dmm.Memory;
using Passthrough.Guests;
using Passthrough.Guests.Kvm;
using Passthrough.Verification.Isolation;

namespace Isolation.Tests.Kvm;

/// <summary>An attacker whose accesses a virtual machine makes. Its script says what comes of them and does what is no access: it waits, tells and looks.</summary>
internal sealed class MachineGuest(ScriptGuest script, KvmGuest machine) : IGuest
{
    private GuestAccess wanted, made;
    private int done;
    private bool isAsked, isMade;

    /// <summary>Why it did not go on as its script does; null while it does.</summary>
    public string? Problem { get; private set; }

    /// <summary>Accesses that the machine made.</summary>
    public long Accesses { get; private set; }

    public string Name => script.Name;

    public Span<byte> Data => machine.Data;

    public GuestReport Report => script.Report;

    public string? Whereabouts => machine.Whereabouts;

    public GuestRequest Run(long nowNs)
    {
        if (isMade)
            Take();
        if (!isAsked)
        {
            var request = script.Run(nowNs);
            if (request.Kind != GuestRequestKind.Access)
                return request;
            (wanted, done, isAsked) = (request.Access, 0, true);
        }
        return Next(machine.Run(nowNs));
    }

    public void SetMemory(IGuestMemory memory) => script.SetMemory(memory);

    public void SetInterruptLine(bool asserted)
    {
    }

    public void MachineCheck()
    {
    }

    public void Dispose() => machine.Dispose();

    /// <summary>What was read goes to the script.</summary>
    private void Take()
    {
        isMade = false;
        var bytes = machine.Data;
        if (!made.IsWrite)
            bytes.CopyTo(script.Data[done..]);
        done += bytes.Length;
        isAsked = done < wanted.Count * wanted.Size;
    }

    private GuestRequest Next(in GuestRequest request)
    {
        if (request.Kind == GuestRequestKind.Busy)
            return request;
        var access = request.Access;
        var isAsScripted = request.Kind == GuestRequestKind.Access && access.IsWrite == wanted.IsWrite && access.Offset == wanted.Offset && access.Size == wanted.Size
            && done + access.Count * access.Size <= wanted.Count * wanted.Size && (!access.IsWrite || machine.Data.SequenceEqual(script.Data.Slice(done, machine.Data.Length)));
        if (!isAsScripted)
        {
            Problem ??= $"after {Accesses} accesses: {request.Kind} {access} in place of {wanted}; {machine.Report.Message}";
            return GuestRequest.Ended;
        }
        Accesses++;
        (made, isMade) = (access, true);
        return request;
    }
}
