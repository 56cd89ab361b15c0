using Dmm.Modeling.Model;
using Passthrough.Devices.Simulated;
using Passthrough.Handoff;
using Passthrough.Tests.Multiplexing;

namespace Passthrough.Tests.Handoff;

/// <summary>The monitor reaches registers in any bank, and gives none of the device's commands on the way.</summary>
public sealed class RegisterPortTests : IDisposable
{
    private readonly SimulatedNe2000 nic = new();
    private readonly RegisterPort port;
    private readonly ulong[] words = new ulong[Cards.Usual.Model.StateWords];

    public RegisterPortTests() => port = new RegisterPort(Cards.Usual.Model, nic);

    public void Dispose() => nic.Dispose();

    [Fact]
    public void ARegisterOfAnotherBankIsReachedAndTheGuestsBankComesBack()
    {
        nic.Write(0, 0, 1, 0x61);
        words[Register("CR").Word] = 0x61;
        port.TakeOver(words);

        port.Write(Register("IMR"), 0x3f);
        port.Write(Register("PAR"), 0x060504030201);

        Assert.Equal((0x3fUL, 0x060504030201UL), (port.Read(Register("IMR")), port.Read(Register("PAR"))));
        port.GiveBack(words);
        Assert.Equal(0x61UL, nic.Read(0, 0, 1));
    }

    [Fact]
    public void ChangingBanksSendsNoFrame()
    {
        foreach (var value in new byte[] { 0x21, 0x22 })
            nic.Write(0, 0, 1, value);
        words[Register("CR").Word] = 0x26; // the guest's last command was to send
        port.TakeOver(words);

        port.Read(Register("CURR"));
        port.GiveBack(words);

        Assert.Equal(0x22UL, nic.Read(0, 0, 1));
    }

    [Fact]
    public void NothingIsWrittenWhereTheBankIsRightAlready()
    {
        words[Register("CR").Word] = 0x21;
        port.TakeOver(words);
        port.Read(Register("BNRY"));
        port.GiveBack(words);
        Assert.Equal(1, port.Accesses);
        Assert.Null(port.SwitchFor(Register("BNRY")));
        Assert.Equal(("CR", 0x61UL), port.SwitchFor(Register("CURR")) is var (selector, value) ? (selector.Name, value) : default);
    }

    private static RegisterInfo Register(string name) => Cards.Usual.Model.Registers.Single(register => register.Name == name);
}
