using Dmm.Modeling;
using Dmm.Modeling.Grammar;
using Dmm.Modeling.Loading;
using Dmm.Modeling.Yaml;
using Passthrough.Devices;
using Passthrough.Devices.Catalog;
using Passthrough.Nics;
using Passthrough.Peers;

namespace Passthrough.Scenarios;

/// <summary>What one value of a guest does not tell: whether names and addresses are unique, ranges are ranges, and options fit together.</summary>
internal static class GuestCheck
{
    /// <summary>Checks the guests of a scenario.</summary>
    public static void Check(YamlMapping root, Report report)
    {
        if (root["guests"] is not YamlSequence guests || guests.Items.Count > ScenarioGrammar.MostGuests)
            return;
        if (guests.Items.Count == 0)
            report.Error(ScenarioCodes.NoGuest, guests, "nobody shares the device: the list of guests is empty", "add a guest: - { name: alpha, kind: scripted, ... }");
        CheckNames(guests, report);
        CheckAddresses(guests, report);
        for (var i = 0; i < guests.Items.Count; i++)
            if (guests.Items[i] is YamlMapping guest)
                CheckOne(guest, report);
    }

    private static void CheckOne(YamlMapping guest, Report report)
    {
        if (guest["address"] is { } address && KeyReading.Address.Accepts(address) && (KeyReading.Bytes(((YamlScalar)address).Text)[0] & 1) != 0)
            report.Error(ScenarioCodes.Address, address, "this is the address of a group, which no station can have", "make the first byte even");
        if (guest["workload"] is YamlMapping workload && workload["bytes"] is YamlScalar bytes)
            LengthRange.Check(bytes, report);
        if (guest["options"] is YamlMapping options && DriverOf(guest) is { } driver
            && new RecordShape("options", [.. driver.Options]).Accepts(options) && driver.Read(options, [2, 0, 0, 0, 0, 1]).Problem is { } problem)
            report.Error(ScenarioCodes.Options, guest.KeyOf("options")!, $"these options do not fit together: {problem}", "change one of them, or leave it out");
    }

    private static DriverKind? DriverOf(YamlMapping guest) => NicCatalog.Drivers.FirstOrDefault(driver => driver.Name == guest.Text("driver"));

    // Names are names of files too, and not every file system tells a from A.
    private static void CheckNames(YamlSequence guests, Report report)
    {
        var seen = new Dictionary<string, YamlScalar>(StringComparer.OrdinalIgnoreCase);
        foreach (var guest in guests.Mappings())
            if (guest.Scalar("name") is { IsEmpty: false } name && !seen.TryAdd(name.Text, name))
                report.Error(ScenarioCodes.NotUnique, name, $"another guest has the name '{Excerpt.Of(name.Text)}' already, at line {seen[name.Text].Location.Line}",
                    "give each guest a name of its own");
    }

    private static void CheckAddresses(YamlSequence guests, Report report)
    {
        var owners = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { [KeyReading.Text(EchoPeerOptions.UsualAddress)] = "the peer" };
        for (var i = 0; i < guests.Items.Count; i++)
            if (guests.Items[i] is YamlMapping guest && guest["address"] is null)
                owners.Add(KeyReading.Text(UsualAddress.Of((ushort)(i + 1))), $"the guest at line {guest.Location.Line}, which names none,");
        foreach (var guest in guests.Mappings())
            if (guest.Scalar("address") is { IsEmpty: false } address && !owners.TryAdd(address.Text, $"the guest at line {guest.Location.Line}"))
                report.Error(ScenarioCodes.NotUnique, address, $"{owners[address.Text]} has the address '{Excerpt.Of(address.Text)}' already", "give each guest an address of its own");
    }
}
