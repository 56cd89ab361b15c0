using Dmm.Analysis.Trying;
using Dmm.Analysis.Trying.Facts;
using Dmm.Tests.Attacks;
using Passthrough.Tests.Qemu;

namespace Passthrough.Tests.Handoff;

/// <summary>What scripts say that a guest reads of its address is what QEMU's device shows that has this address.</summary>
/// <remarks>Not of the e1000: QEMU's takes zeros before the start bit for a part of the command (hw/net/e1000.c, set_eecd).</remarks>
public class StationFactTests
{
    [QemuTheory]
    [InlineData("tulip-serial-rom.try", "tulip", "dec21143", 12)]
    [InlineData("rtl8139-eeprom.try", "rtl8139", "qemu", 13)]
    public void ADeviceWithTheAddressShowsIt(string name, string model, string variant, int least)
    {
        var script = TryScript.Read(File.ReadAllText(RepositoryFiles.PathOf("models", "known", name)), ShippedModel.Load(model, variant));
        using var nic = Started.Nic(new() { Device = model, MemoryMib = 1 });
        var shown = 0;
        foreach (var each in script.Cases.Where(each => each.Steps.Any(step => step.Fact is StationFact)))
        {
            var said = 0UL;
            foreach (var step in each.Steps)
                if (step.Kind == TryStepKind.Write)
                    nic.Write(step.Region, (uint)step.At, step.Size, step.Value!.Value);
                else if (step.Kind == TryStepKind.Read)
                    said = step.Value!.Value;
                else if (step.Fact is StationFact fact && fact.Value != said) // elsewhere the guest reads what its own card says
                {
                    var place = fact.Register.Places[0];
                    var differs = fact.Value ^ said;
                    Assert.True((nic.Read(place.Region, place.Offset, place.Size) & differs) == (fact.Value & differs), $"{name}: {step.Line}: {each.Name}: the device shows something else");
                    shown++;
                }
        }
        Assert.True(shown >= least, $"{shown} facts were shown");
    }
}
