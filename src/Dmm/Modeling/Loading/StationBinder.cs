using Dmm.Expressions;
using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Binds where drivers find the address of their NIC.</summary>
internal static class StationBinder
{
    private const int AddressBits = 8 * AddressFilterInfo.AddressBytes;

    public static StationInfo? Bind(Binding binding)
    {
        if (binding.Root["station"] is not YamlMapping entry || !binding.TryTakeWords(binding.Root.KeyOf("station")!, 1, out var valueWord))
            return null;
        var isFound = DescriptorBinder.TryFindVariable(binding, entry.Scalar("address")!, out var address);
        if (address is { } variable && variable.Max < (1UL << AddressBits) - 1)
            binding.Report.Error(DiagnosticCodes.OutOfRange, entry["address"]!, $"'{variable.Name}' (line {variable.Location.Line}) cannot hold an address, which has {AddressBits} bits", "give it 'range: 0..0xffffffffffff'");
        var card = binding.Compile(entry, "card", ExpressionType.Int);
        var learned = BindLearned(binding, entry);
        var begins = BindBegins(binding, entry);
        binding.Local["value"] = Symbol.Variable(valueWord, 64);
        var shown = BindShown(binding, entry);
        binding.Local.Clear();
        ProcedureInfo? gives = null;
        isFound &= entry.Scalar("gives") is not { } name || binding.TryFind(name, NameKind.Procedure, binding.Procedures, out gives);
        if (gives is { Moves: null })
        {
            binding.Report.Error(DiagnosticCodes.Receive, entry["gives"]!, $"the procedure '{gives.Name}' (line {gives.Location.Line}) moves no memory, so it cannot put the address anywhere", "add 'moves' with the window, and a step 'move'");
            return null;
        }
        return !isFound ? null : new StationInfo
        {
            Address = address!, Card = card, Learned = learned, Begins = begins, Shown = shown, Gives = gives, Repeats = (int)(entry.Number("repeats") ?? 1), ValueWord = valueWord, Location = binding.Root.KeyOf("station")!.Location,
        };
    }

    private static List<LearnedInfo> BindLearned(Binding binding, YamlMapping entry)
    {
        var learned = new List<LearnedInfo>();
        foreach (var each in entry["learns"].Mappings())
        {
            ProcedureInfo? by = null;
            var isFound = DescriptorBinder.TryFindVariable(binding, each.Scalar("set")!, out var variable);
            isFound &= each.Scalar("by") is not { } name || binding.TryFind(name, NameKind.Procedure, binding.Procedures, out by);
            if (binding.Compile(each, "to", ExpressionType.Int) is { } value && isFound)
                learned.Add(new LearnedInfo(variable!, by, value));
        }
        return learned;
    }

    private static List<WidenedInfo> BindBegins(Binding binding, YamlMapping entry)
    {
        var begins = new List<WidenedInfo>();
        foreach (var each in entry["begins"].Mappings())
            if (binding.Compile(each, "as", ExpressionType.Int) is { } value && binding.TryRegister(each, "register", out var register))
                begins.Add(new WidenedInfo(register, value, each.Location));
        return begins;
    }

    private static List<StationShownInfo> BindShown(Binding binding, YamlMapping entry)
    {
        var shown = new List<StationShownInfo>();
        foreach (var each in entry["shows"].Mappings())
        {
            var (when, value) = (binding.Compile(each, "when", ExpressionType.Bool), binding.Compile(each, "as", ExpressionType.Int));
            if (!binding.TryRegister(each, "register", out var register) || value is null)
                continue;
            if (!register.IsReadable)
                binding.Report.Error(DiagnosticCodes.NotReadable, each["register"]!, $"'{register.Name}' (line {register.Location.Line}) cannot be read, so it shows nothing", "name the register in which a driver finds the address");
            else
                shown.Add(new StationShownInfo(register, when, value));
        }
        return shown;
    }
}
