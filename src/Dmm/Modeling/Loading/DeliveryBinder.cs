using Dmm.Expressions;
using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Binds how frames are put into rings of guests.</summary>
internal static class DeliveryBinder
{
    private const int MostHeaderBytes = 64;

    private static readonly (string Name, int Width)[] Arguments = [("frame", 16), ("part", 16), ("is_first", 1), ("is_last", 1), ("place", 64), ("is_end", 1), ("destination", 48), ("header", 64), ("everything", 1), ("following", 64), ("value", 64)];

    public static DeliveryInfo? Bind(Binding binding, InterruptInfo? interrupt)
    {
        if (binding.Root["delivery"] is not YamlMapping entry || !binding.TryTakeWords(binding.Root.KeyOf("delivery")!, Arguments.Length, out var arguments))
            return null;
        if (binding.Root.KeyOf("receive") is { } receive)
            binding.Report.Error(DiagnosticCodes.Receive, binding.Root.KeyOf("delivery")!, $"by 'receive' (line {receive.Location.Line}) frames come into a ring on the card, and by 'delivery' into rings in memory of guests",
                "keep the one that this device does, and take the other away");
        DescriptorInfo? ring = null;
        var isFound = CheckKeys(binding, entry) & (entry.Scalar("ring") is not { } named || binding.TryFind(named, NameKind.Descriptors, binding.Descriptors, out ring));
        if (ring is not null)
            CheckRing(binding, entry, ring);
        isFound &= DescriptorBinder.TryFindVariable(binding, entry.Scalar("position")!, out var position);
        binding.Local[Arguments[^1].Name] = Symbol.Variable(arguments + Arguments.Length - 1, Arguments[^1].Width);
        var shown = ShownBinder.Bind(binding, entry);
        binding.Local.Clear();
        var line = binding.Compile(entry, "line", ExpressionType.Bool);
        var summary = ReceiveBinder.BindCauses(binding, entry, "sums_up", interrupt);
        var summarizes = binding.Compile(entry, "sums_up_when", ExpressionType.Bool);
        var listens = binding.Compile(entry, "listens", ExpressionType.Bool);
        var check = binding.Compile(entry, "check_sequence", ExpressionType.Bool);
        var causes = ReceiveBinder.BindCauses(binding, entry, "cause", interrupt);
        var hidden = ReceiveBinder.BindCauses(binding, entry, "hides", interrupt) | causes;
        var overflow = ReceiveBinder.BindCauses(binding, entry, "overflow", interrupt);
        var dry = ReceiveBinder.BindCauses(binding, entry, "runs_dry", interrupt);
        RegisterInfo? raises = null;
        isFound &= entry["raises"] is null || binding.TryRegister(entry, "raises", out raises);
        var accepts = DestinationsBinder.Bind(binding, (YamlMapping)entry["accepts"]!);
        var widened = WidenedBinder.Bind(binding, entry, interrupt?.Mask);
        var translated = BindValues(binding, entry, "translate");
        var parts = ring is null ? null : PartsOf(binding, entry, ring);
        if (parts is not null)
            EntryScope.Enter(binding, parts);
        for (var i = 0; i < Arguments.Length; i++)
            binding.Local[Arguments[i].Name] = Symbol.Variable(arguments + i, Arguments[i].Width);
        var (buffer, room) = (binding.Compile(entry, "buffer", ExpressionType.Int), binding.Compile(entry, "room", ExpressionType.Int));
        var after = binding.Compile(entry, "after", ExpressionType.Int);
        var header = binding.Compile(entry, "header", ExpressionType.Int);
        var stored = binding.Compile(entry, "stored", ExpressionType.Bool);
        var fill = ring is null ? [] : BindWrites(binding, entry, "fill", ring.Queue is null ? ring.EntrySize : MostHeaderBytes);
        var packed = entry["packed"] is YamlMapping bytes ? BindPacked(binding, bytes) : null;
        var own = BindOwn(binding, (YamlMapping)entry["own"]!, parts);
        binding.Local.Clear();
        if (!isFound || listens is null || (ring is null ? packed is null : buffer is null || room is null) || own is null || accepts is null || interrupt is null)
            return null;
        return new DeliveryInfo
        {
            Listens = listens, Ring = ring, Packed = packed, Position = position!, Shown = shown, Line = line, Summary = summary, Summarizes = summarizes, Buffer = buffer, Stored = stored, Room = room, CheckSequence = check, Fill = fill, Cause = interrupt.Cause, Causes = causes, Hidden = hidden | overflow | dry, Overflow = overflow, After = after, Header = header, Dry = dry,
            Raises = raises, Mask = interrupt.Mask, Accepts = accepts, Widened = widened, Translated = translated, Own = own, ArgumentsWord = arguments, Location = binding.Root.KeyOf("delivery")!.Location,
        };
    }

    /// <summary>The structure whose entries name buffers: of a queue in memory the chain that its entries name, else the ring itself.</summary>
    private static DescriptorInfo PartsOf(Binding binding, YamlMapping entry, DescriptorInfo ring)
    {
        var isQueue = ring.Queue is not null;
        if (isQueue != entry["header"] is not null)
            binding.Report.Error(DiagnosticCodes.Receive, (YamlNode?)entry.KeyOf("header") ?? entry["ring"]!, "'header' goes with a 'ring' that is a queue in memory, with 'returns'", isQueue ? "write how many bytes stand in front of a frame" : "take it away");
        var chain = isQueue ? binding.Descriptors.Values.FirstOrDefault(each => each.Parent == ring) : ring;
        if (chain is null)
            binding.Report.Error(DiagnosticCodes.Receive, entry["ring"]!, $"no structure says what entries of '{ring.Name}' name", $"describe it, with 'of: {ring.Name}'");
        return chain ?? ring;
    }

    /// <summary>A list says what becomes of the position, and the device never has the guest's own, of which there is no other copy.</summary>
    private static void CheckRing(Binding binding, YamlMapping entry, DescriptorInfo ring)
    {
        var isList = ring is { Kind: DescriptorKind.List, Parent: null, Done: not null };
        if (ring.Kind != DescriptorKind.Ring && !isList)
            binding.Report.Error(DiagnosticCodes.Receive, entry["ring"]!, $"'{ring.Name}' is no ring, and no list that says when an entry is 'done'", "name a descriptor structure with 'kind: ring', or a list");
        else if (isList != entry["after"] is not null)
            binding.Report.Error(DiagnosticCodes.Receive, (YamlNode?)entry.KeyOf("after") ?? entry["ring"]!, "'after' goes with a 'ring' that is a list", isList ? "write what 'position' becomes behind an entry that was filled" : "take it away");
        else if ((isList || ring.Queue is not null) && ((YamlMapping)entry["own"]!)["always"] is null)
            binding.Report.Error(DiagnosticCodes.Receive, entry["own"]!, $"a {(isList ? "list of areas" : "queue to receive into")} has no copy, so the device must never be given the guest's own", "write 'always: true'");
    }

    /// <summary>Which keys go with a ring of entries, and which with one of bytes.</summary>
    private static bool CheckKeys(Binding binding, YamlMapping entry)
    {
        var own = (YamlMapping)entry["own"]!;
        var isPacked = entry["packed"] is not null;
        var isFine = true;
        if (isPacked == entry["ring"] is not null)
            isFine = Refuse(entry.KeyOf("ring") ?? binding.Root.KeyOf("delivery")!, "a guest receives into a 'ring' of entries or into a 'packed' one of bytes", "write one of them");
        foreach (var (section, name) in new[] { (entry, "buffer"), (entry, "room"), (entry, "fill"), (own, "entries"), (own, "empty"), (own, "filled") })
            if (section[name] is null != isPacked && !(name == "filled" && entry["header"] is not null)) // a queue counts what is filled
                isFine = Refuse(section.KeyOf(name) ?? binding.Root.KeyOf("delivery")!, $"'{name}' goes with 'ring', and without it there is none", isPacked ? "take it away" : "write it");
        if (isPacked && own["written"] is null)
            isFine = Refuse(binding.Root.KeyOf("delivery")!, "'packed' needs 'written', and there is none", "write it");
        if (own["written_when"] is { } condition && (isPacked || own["written"] is null))
            isFine = Refuse(condition, "'written_when' goes with 'written' of a ring of entries", "take it away");
        if (isPacked && !System.Numerics.BitOperations.IsPow2(own.Number("bytes")!.Value))
            isFine = Refuse(own["bytes"]!, "a ring of bytes has a power of two of them", "correct it");
        return isFine;

        bool Refuse(YamlNode where, string message, string cure)
        {
            binding.Report.Error(DiagnosticCodes.Receive, where, message, cure);
            return false;
        }
    }

    private static PackedRingInfo? BindPacked(Binding binding, YamlMapping entry)
    {
        var (start, size, read) = (binding.Compile(entry, "start", ExpressionType.Int), binding.Compile(entry, "size", ExpressionType.Int), binding.Compile(entry, "read", ExpressionType.Int));
        var inOnePiece = binding.Compile(entry, "in_one_piece", ExpressionType.Bool);
        var header = BindWrites(binding, entry, "header", sizeof(ulong));
        if (!binding.TryFind(entry.Scalar("within")!, NameKind.Check, binding.Checks, out var within))
            return null;
        if (within is not { Dma.Direction: DmaDirection.Write, Walk: null, IsOfGuest: true })
        {
            binding.Report.Error(DiagnosticCodes.Receive, entry["within"]!, $"'{within.Name}' approves no memory of the guest that the device writes", "name a check with 'dma: write', 'at' and 'length'");
            return null;
        }
        return start is null || size is null || read is null || header.Count == 0 ? null : new PackedRingInfo(start, size, read, inOnePiece, (int)entry.Number("align")!.Value, header, within);
    }

    private static (List<RegisterInfo> Found, bool AreAll) BindRegisters(Binding binding, YamlMapping entry, string key)
    {
        var (areAll, found) = (true, new List<RegisterInfo>());
        foreach (var name in entry.Scalars(key).SelectMany(name => ContextBinder.RowOf(binding, name)))
            if (binding.TryFind(name, NameKind.Register, binding.Registers, out var register))
                found.Add(register);
            else
                areAll = false;
        return (found, areAll);
    }

    private static OwnRingInfo? BindOwn(Binding binding, YamlMapping entry, DescriptorInfo? ring)
    {
        var (keeps, isFound) = BindRegisters(binding, entry, "keeps");
        var (at, areFound) = BindRegisters(binding, entry, "at");
        RegisterInfo? written = null;
        isFound &= areFound & (entry["written"] is null || binding.TryRegister(entry, "written", out written));
        var empty = ring is null ? [] : BindWrites(binding, entry, "empty", ring.EntrySize);
        var (filled, length, whole) = (binding.Compile(entry, "filled", ExpressionType.Bool), binding.Compile(entry, "length", ExpressionType.Int), binding.Compile(entry, "whole", ExpressionType.Bool));
        var tag = binding.Compile(entry, "tag", ExpressionType.Int);
        var writtenWhen = binding.Compile(entry, "written_when", ExpressionType.Bool);
        var stopped = binding.Compile(entry, "stopped", ExpressionType.Bool);
        ProcedureInfo? begin = null, goOn = null;
        isFound &= entry.Scalar("begin") is not { } atFirst || binding.TryFind(atFirst, NameKind.Procedure, binding.Procedures, out begin);
        isFound &= entry.Scalar("go_on") is not { } onward || binding.TryFind(onward, NameKind.Procedure, binding.Procedures, out goOn);
        var filter = BindFilter(binding, entry, keeps);
        var told = BindTold(binding, entry);
        binding.Local.Clear();
        var hears = binding.Compile(entry, "hears", ExpressionType.Bool);
        var again = ResetAccessBinder.Bind(binding, entry["again"].Mappings());
        return isFound && (filled is not null || ring is null || ring.Root.Queue is not null) && length is not null && whole is not null
            ? new OwnRingInfo(keeps, (int)(entry.Number("entries") ?? 0), (int)entry.Number("bytes")!.Value, empty, filled, length, whole, begin, goOn) { IsRenewed = entry.Text("given") == "each", Hears = hears, Again = again, Told = told, Tag = tag, Stopped = stopped, IsAlways = string.Equals(entry.Text("always"), "true", StringComparison.OrdinalIgnoreCase), At = at, Written = written, WrittenWhen = writtenWhen, Filter = filter } : null;
    }

    /// <summary>Registers and what is read or written there.</summary>
    private static List<WidenedInfo> BindValues(Binding binding, YamlMapping entry, string key)
    {
        var values = new List<WidenedInfo>();
        foreach (var each in entry[key].Mappings())
            if (binding.Compile(each, "as", ExpressionType.Int) is { } value && binding.TryRegister(each, "register", out var register))
                values.Add(new WidenedInfo(register, value, each.Location));
        return values;
    }

    private static List<WidenedInfo> BindFilter(Binding binding, YamlMapping entry, List<RegisterInfo> keeps)
    {
        var filter = BindValues(binding, entry, "filter");
        foreach (var each in filter.Where(each => !keeps.Contains(each.Register)))
            binding.Report.Error(DiagnosticCodes.Receive, entry["filter"]!, $"'{each.Register.Name}' is not among 'keeps', so that a guest could undo what the monitor writes there", "add it to 'keeps'");
        return filter;
    }

    private static List<ToldInfo> BindTold(Binding binding, YamlMapping entry)
    {
        var told = new List<ToldInfo>();
        foreach (var each in entry["told"].Mappings())
            if (binding.TryFind(each.Scalar("in")!, NameKind.Descriptors, binding.Descriptors, out var structure))
            {
                EntryScope.Enter(binding, structure);
                told.Add(new ToldInfo(structure, BindWrites(binding, each, "write", structure.EntrySize)));
            }
        return told;
    }

    private static List<EntryWriteInfo> BindWrites(Binding binding, YamlMapping entry, string key, int entrySize)
    {
        var writes = new List<EntryWriteInfo>();
        foreach (var each in entry[key].Mappings())
        {
            var (at, size) = ((int)each.Number("at")!.Value, (int)each.Number("size")!.Value);
            if (at + size > entrySize)
                binding.Report.Error(DiagnosticCodes.OutOfRange, each["at"]!, $"it ends outside of the entry, which has {entrySize} bytes", "correct it; the first byte is 0");
            else if (binding.Compile(each, "to", ExpressionType.Int) is { } value)
                writes.Add(new EntryWriteInfo(at, size, value));
        }
        return writes;
    }
}
