using System.Buffers.Binary;
using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Passthrough.Handoff;

namespace Passthrough.Multiplexing.Sharing;

/// <summary>Lets each guest find its own address where its driver looks for that of its NIC, as the model says.</summary>
internal sealed class StationAddresses(StationInfo station, ProcedureRun procedures)
{
    /// <summary>Whether a driver finds the address in a register.</summary>
    public bool Shows(RegisterInfo register)
    {
        foreach (var shown in station.Shown)
            if (shown.Register == register)
                return true;
        return false;
    }

    /// <summary>Learns what only the card knows, which was just switched on and is quiet.</summary>
    /// <param name="words">What is known of it; what is learned is added.</param>
    public void Learn(Span<ulong> words)
    {
        foreach (var learned in station.Learned)
            words[learned.Variable.Word] = procedures.Find(learned.By, words, learned.To);
    }

    /// <summary>Gives a guest the address that it will find in its device, which was just switched on.</summary>
    /// <param name="words">The guest's state block.</param>
    /// <param name="address">The guest's own address; the card's when it has none.</param>
    public void Begin(Span<ulong> words, byte[]? address)
    {
        if (address is null && station.Card is null)
            return;
        words[station.Address.Word] = address is null ? station.Card!.Value(words, -1, 0) & station.Address.Max : NumberOf(address);
        foreach (var begins in station.Begins)
            words[begins.Register.Word] = begins.As.Value(words, -1, 0);
    }

    /// <summary>Puts a guest's address into the device, where that looks at it itself.</summary>
    public void Give(Tenant tenant)
    {
        if (station.Gives is not { Moves: { } window } procedure || tenant.StationAddress is not { } address)
            return;
        Span<byte> bytes = stackalloc byte[address.Length * station.Repeats];
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = address[i / station.Repeats];
        procedures.Write(procedure, tenant.Context.Words, new MemoryRange(window.Start, (ulong)bytes.Length), bytes);
    }

    /// <summary>What a guest reads in a register.</summary>
    /// <param name="register">The register.</param>
    /// <param name="words">The guest's state block; it is as it was afterwards.</param>
    /// <param name="value">What the device says.</param>
    public ulong Shown(RegisterInfo register, Span<ulong> words, ulong value) => station.Find(register, words, value);

    private static ulong NumberOf(byte[] address)
    {
        Span<byte> wide = stackalloc byte[sizeof(ulong)];
        wide.Clear();
        address.CopyTo(wide);
        return BinaryPrimitives.ReadUInt64LittleEndian(wide);
    }
}
