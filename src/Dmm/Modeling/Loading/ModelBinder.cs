using Dmm.Tracing;
using System.Globalization;
using Dmm.Expressions;
using Dmm.Modeling.Grammar;
using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Binds a whole model; the order of its parts is the order in which they may mention each other.</summary>
internal static class ModelBinder
{
    public static DeviceModel? Bind(Binding binding)
    {
        RegionBinder.Bind(binding);
        RegisterBinder.Bind(binding);
        PagingBinder.Bind(binding);
        OverlapCheck.Run(binding);
        MemoryBinder.BindWindows(binding);
        MemoryBinder.BindVariables(binding);
        MemoryBinder.BindSets(binding);
        MachineBinder.BindStates(binding);
        DescriptorBinder.Check(binding);
        CheckBinder.BindChecks(binding);
        ProcedureBinder.Bind(binding);
        MemoryBinder.BindLive(binding);
        var rules = MachineBinder.BindRules(binding);
        GuardCheck.Run(binding, rules);
        var conditions = CheckBinder.BindConditions(binding);
        var context = ContextBinder.Bind(binding);
        var interrupt = BindInterrupt(binding);
        var sent = BindFrame(binding, "sent");
        var received = BindFrame(binding, "received");
        return binding.Root["soundness"] is YamlScalar word && Soundnesses.TryGetValue(word.Text, out var soundness)
            && CheckSoundness(binding, word, soundness) && binding.Root["model"] is YamlScalar name
            ? new DeviceModel
            {
                Name = name.Text,
                Title = binding.Root.Text("title") ?? "",
                Variant = binding.Variant ?? Variants.DefaultOf(binding.Root),
                Variants = Variants.AllNamesIn(binding.Root),
                Soundness = soundness,
                PciIds = ReadPciIds(binding.Root["identity"] as YamlMapping),
                IsaBases = [.. IdentityScalars(binding.Root["identity"] as YamlMapping, "isa").Select(scalar => Numbers.TryParse(scalar.Text, out var number) ? number : 0)],
                Regions = [.. binding.Regions.Values],
                Paging = binding.Paging,
                Registers = [.. binding.Registers.Values],
                Windows = [.. binding.Windows.Values],
                Variables = [.. binding.Variables.Values],
                Sets = [.. binding.Sets.Values],
                Interrupt = interrupt,
                Machines = [.. binding.Machines.Values],
                Rules = rules,
                Checks = [.. binding.Checks.Values],
                Conditions = conditions,
                Live = [.. binding.Live.Values],
                Context = context,
                Procedures = [.. binding.Procedures.Values],
                FrameSent = sent,
                FrameReceived = received,
                StateWords = binding.Words,
                IsExecutable = binding.IsExecutable,
            }
            : null;
    }

    private static readonly Dictionary<string, Soundness> Soundnesses = new(StringComparer.Ordinal)
    {
        ["pio-only"] = Soundness.PioOnly,
        ["register-addressed"] = Soundness.RegisterAddressed,
        ["descriptor-addressed"] = Soundness.DescriptorAddressed,
    };

    private static bool CheckSoundness(Binding binding, YamlScalar word, Soundness soundness)
    {
        var host = binding.Checks.Values.FirstOrDefault(check => check.Dma is { } dma && dma.Within.Any(window => window.IsGuest));
        var walk = binding.Checks.Values.FirstOrDefault(check => check.Dma?.Walk is not null);
        binding.Report.Enter("soundness");
        if (soundness == Soundness.PioOnly && host is not null)
            binding.Report.Error(DiagnosticCodes.Soundness, word.Location, $"the check '{host.Name}' (line {host.Location.Line}) is about guest memory, which a pio-only device never touches", "register-addressed or descriptor-addressed");
        else if (soundness != Soundness.DescriptorAddressed && walk is not null)
            binding.Report.Error(DiagnosticCodes.Soundness, word.Location, $"the check '{walk.Name}' (line {walk.Location.Line}) reads descriptors in guest memory", "descriptor-addressed");
        binding.Report.Leave();
        return true;
    }

    private static InterruptInfo? BindInterrupt(Binding binding)
    {
        if (binding.Root["interrupt"] is not YamlMapping entry || entry["cause"] is not YamlScalar cause)
            return null;
        binding.Report.Enter("interrupt");
        RegisterInfo? mask = null;
        var fine = binding.TryFind(cause, binding.Registers, "register", out var register);
        if (entry["mask"] is YamlScalar name)
            fine &= binding.TryFind(name, binding.Registers, "register", out mask);
        if (fine && !register!.IsReadable)
            binding.Report.Error(DiagnosticCodes.NotReadable, cause.Location, $"'{register.Name}' cannot be read, so nobody can learn the cause from it", "");
        binding.Report.Leave();
        return fine ? new InterruptInfo(register!, mask) : null;
    }

    private static FrameEventInfo? BindFrame(Binding binding, string key)
    {
        if (binding.Root["frames"] is not YamlMapping entry || entry[key] is not YamlScalar on)
            return null;
        binding.Report.Enter("frames");
        var guard = entry[key + "_when"] is null ? CompiledExpression.Always : binding.Compile(entry[key + "_when"], ExpressionType.Bool);
        var bound = EventBinder.Bind(binding, on);
        binding.Report.Leave();
        return bound is null || guard is null ? null : new FrameEventInfo(bound, guard);
    }

    private static IEnumerable<YamlScalar> IdentityScalars(YamlMapping? identity, string key) => identity?.Scalars(key) ?? [];

    private static List<PciIdentity> ReadPciIds(YamlMapping? identity)
    {
        var ids = new List<PciIdentity>();
        foreach (var scalar in IdentityScalars(identity, "pci"))
            if (scalar.Text.Length == 9
                && ushort.TryParse(scalar.Text.AsSpan(0, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var vendor)
                && ushort.TryParse(scalar.Text.AsSpan(5), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var device))
                ids.Add(new PciIdentity(vendor, device));
        return ids;
    }
}
