using Passthrough.Guests.Kvm;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Tests.Kvm;
using Xunit.Abstractions;

namespace Isolation.Tests.Kvm;

/// <summary>Hostile code in a virtual machine: the attacks of the cases, made by a processor, against the same victims.</summary>
public class MachineAttackTests(ITestOutputHelper output)
{
    private const int Attacker = 0;
    private static readonly byte[] Station = [2, 0, 0, 0, 1, 1];

    public static TheoryData<string> Files => [.. CaseFiles.On("simulated").Select(row => (string)((object[])row)[0]).Distinct()];

    [KvmTheory]
    [MemberData(nameof(Files))]
    public void NothingPassesToAVirtualMachine(string file)
    {
        var (played, without, accesses) = (0, 0, 0L);
        foreach (var each in CaseFiles.Of(file).Where(each => each.Settings.Devices.Contains("simulated")))
        {
            if (MachineCode.Of(each.Attack[Attacker], Attacker, Station, []) is not { } program)
            {
                without++;
                continue;
            }
            MachineGuest? guest = null;
            var outcome = CaseFiles.Play(each, "simulated", control: false, Protections.All, attackerBy: script => guest = new MachineGuest(script, Made(program)));
            guest!.Dispose();
            Assert.True(guest.Problem is null, $"{each.Name}: {guest.Problem}");
            Assert.True(outcome.Findings.Count == 0, $"{each.Name}: {string.Join("; ", outcome.Findings)}");
            (played, accesses) = (played + 1, accesses + guest.Accesses);
        }
        output.WriteLine($"{played} attacks by a virtual machine, {accesses} accesses; {without} that ports cannot carry");
        Assert.True(played > 0 && accesses > 0);
    }

    [KvmFact]
    public void WithoutScrubbingAVirtualMachineReadsWhatIsTheVictims()
    {
        var each = CaseFiles.Find("ne2k-own.txt", CaseFiles.Of("ne2k-own.txt")[0].Name);
        var program = MachineCode.Of(each.Attack[Attacker], Attacker, Station, [])!;
        using var machine = Made(program);
        var outcome = CaseFiles.Play(each, "simulated", control: false, Protections.All with { Scrubbing = false }, attackerBy: script => new MachineGuest(script, machine));
        Assert.NotEmpty(outcome.Findings);
    }

    /// <summary>What a processor can do and a script cannot: none of it keeps the monitor or the others from going on.</summary>
    [KvmTheory]
    [InlineData("protected mode, then an access that is denied")]
    [InlineData("a machine check with its stack and its table nowhere")]
    [InlineData("accesses across the last port")]
    [InlineData("ports of nobody without end")]
    [InlineData("a triple fault")]
    [InlineData("memory of nobody without end")]
    [InlineData("all ports in turn")]
    public void ItsProcessorKeepsNobodyFromWork(string what) => MachineMischief.Play(what, output);

    private static KvmGuest Made(GuestProgram program)
    {
        var guest = KvmGuest.TryCreate(new KvmGuestOptions { Name = "attacker", Program = program, SpinLimitMs = 30_000 }, out var problem);
        Assert.True(guest is not null, problem);
        return guest;
    }
}
