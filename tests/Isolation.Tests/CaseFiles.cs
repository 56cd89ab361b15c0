using System.Text;
using Dmm.Compilation;
using Dmm.Modeling.Loading;
using Passthrough.Devices;
using Passthrough.Devices.Qemu;
using Passthrough.Devices.Simulated;
using Passthrough.Guests;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Nics;
using Passthrough.Verification.Isolation;
using Passthrough.Verification.Isolation.Scripts;
using Passthrough.Verification.Isolation.Search;

namespace Isolation.Tests;

/// <summary>The cases of the text files beside this, and the devices that they are played on.</summary>
internal static class CaseFiles
{
    private static readonly Dictionary<string, IReadOnlyList<IsolationCase>> Read = [];
    private static readonly Dictionary<(string, string), MonitorTables> Compiled = [];

    private static readonly Dictionary<string, (string Device, string? Variant)> OnQemu = new()
    {
        ["ne2k"] = ("ne2k_pci", "qemu"),
        ["rtl8139"] = ("rtl8139", "qemu"),
        ["e1000"] = ("e1000", "qemu"),
        ["pcnet"] = ("pcnet", null),
        ["tulip"] = ("tulip", null),
        ["i8255x"] = ("i82559er", null),
        ["virtio"] = ("virtio-net-pci", null),
    };

    private static string Folder => RepositoryFiles.PathOf("tests", "Isolation.Tests", "Cases");

    /// <summary>File, name and device of every case on devices of a kind.</summary>
    public static TheoryData<string, string> On(string device, Func<string, bool>? ofModel = null)
    {
        var data = new TheoryData<string, string>();
        foreach (var file in Directory.GetFiles(Folder, "*.txt").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal))
            foreach (var each in Of(file))
                if (each.Settings.Devices.Contains(device) && ofModel?.Invoke(each.Settings.Model) != false)
                    data.Add(file, each.Name);
        return data;
    }

    /// <summary>A case.</summary>
    public static IsolationCase Find(string file, string name) => Of(file).First(each => each.Name == name);

    /// <summary>Plays a case, or its control.</summary>
    public static CaseOutcome Play(IsolationCase each, string device, bool control) => Play(each, device, control, Protections.All);

    /// <summary>Plays it with a part left out of what keeps guests apart; one that the model has is named by a word that stands in its lines only, or by a text after a comma that is left out.</summary>
    public static CaseOutcome Play(IsolationCase each, string device, bool control, Protections protections, string? without = null, Func<ScriptGuest, IGuest>? attackerBy = null)
    {
        var settings = each.Settings;
        var (onQemu, variant) = OnQemu[settings.Model];
        var tables = TablesOf(settings.Model, settings.Variant ?? (device == "simulated" ? null : variant), without, protections); // before the device's time begins
        using var nic = device == "simulated" ? (IPhysicalNic)new SimulatedNe2000() : Start(onQemu, settings.Model);
        if (device != "simulated") // the time of QEMU is real, and other programs run beside it
            settings = settings with { LeastMs = 10, MostMs = Math.Max(100, settings.MostMs), IdleMs = 5, DeadlineMs = 2000, LimitNs = Math.Max(settings.LimitNs, 8_000_000_000) };
        return CaseRun.Play(settings, control ? each.Control : each.Attack, tables, nic, protections, station => SearchBench.Find(tables.Model, device)!.Driver(tables.Model, 2, station), attackerBy);
    }

    private static QemuNic Start(string device, string model) =>
        QemuNic.TryStart(NicCatalog.WithQuirks(new QemuNicOptions { Device = device, Guests = model == "ne2k" ? 0 : 2, MemoryMib = 1 }), out var problem) ?? throw new InvalidOperationException(problem);

    private static MonitorTables TablesOf(string model, string? variant, string? without, Protections protections)
    {
        lock (Compiled)
        {
            var key = (model, $"{variant} {without} {protections.Parts}");
            if (!Compiled.TryGetValue(key, out var tables))
            {
                var text = Encoding.UTF8.GetString(RepositoryFiles.Bytes("models", model + ".yaml"));
                if (without?.StartsWith(',') == true)
                    text = text.Replace(without, "", StringComparison.Ordinal);
                var lines = text.Split('\n').Where(line => without is null || !line.Contains(without, StringComparison.Ordinal));
                Compiled[key] = tables = SharingHooks.Compile(ModelLoader.Load(model + ".yaml", Encoding.UTF8.GetBytes(string.Join('\n', lines)), variant).Model!);
                if (!protections.Parts)
                    tables.TakeAnyWidth();
            }
            return tables;
        }
    }

    /// <summary>The cases of a file.</summary>
    public static IReadOnlyList<IsolationCase> Of(string file)
    {
        lock (Read)
        {
            if (!Read.TryGetValue(file, out var cases))
                Read[file] = cases = CaseReader.Read(file, name => File.ReadAllText(Path.Combine(Folder, name)));
            return cases;
        }
    }
}
