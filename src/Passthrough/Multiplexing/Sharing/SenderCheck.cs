using Dmm.Memory;
using Dmm.Modeling.Model;
using Dmm.Monitoring;

namespace Passthrough.Multiplexing.Sharing;

/// <summary>Reads from whom each frame is that a guest gives to its device by descriptors or registers, and finds those that are from another station.</summary>
/// <remarks>
/// Where a register names the buffer, it is looked at again at each access until the frame has left: a chip may keep it until its transmitter is switched on. In descriptors what is sent is what the model's checks of reading DMA say of an entry, entry by entry; a frame may be begun in one access and ended in a later one.
/// The bytes are read when they are given. They stay in memory of the guest, which another of its processors could change afterwards.
/// </remarks>
internal sealed class SenderCheck
{
    private readonly DeviceMonitor monitor;
    private readonly IGuestMemory memory;
    private readonly byte[] address;
    private readonly FrameBegin[] begins;
    private readonly HashSet<int> restarts;
    private readonly (ulong Sending, DmaInfo Buffer)[] slots;
    private readonly byte[] header = new byte[2 * AddressFilterInfo.AddressBytes];

    public SenderCheck(DeviceModel model, DeviceMonitor monitor, IGuestMemory memory, byte[] address)
    {
        (this.monitor, this.memory, this.address) = (monitor, memory, address);
        slots = [.. SlotsOf(model)];
        begins = [.. TransmittersOf(model).Select(structure => new FrameBegin(structure, [.. model.Checks.Where(check => Reads(check, structure))]))];
        restarts = [.. begins.SelectMany(begin => WordsThatRestart(model, begin.Structure)), .. model.Resets.Select(reset => reset.Register.Word)];
    }

    /// <summary>Whether frames of a device can be looked at before they leave it: not where entries name arrays or lists in which these stand.</summary>
    public static bool Suits(DeviceModel model) => (TransmittersOf(model).Any() || SlotsOf(model).Any()) && !model.Checks.Any(check => check is { Walk: { Parent: not null, Kind: not DescriptorKind.Block }, Dma.Direction: DmaDirection.Read });

    /// <summary>Whether all frames that an access has begun are from the guest.</summary>
    /// <param name="parts">The registers of the access; it was judged, and can still be taken back.</param>
    /// <param name="given">Structures of which it gives entries, as bits by index.</param>
    public bool AreOwn(ReadOnlySpan<JudgedPart> parts, uint given)
    {
        foreach (ref readonly var part in parts)
            if (restarts.Contains(part.Word))
                Array.ForEach(begins, begin => begin.Restart());
        return AreOwn(given) && AreOwnInSlots();
    }

    /// <summary>Whether all frames that were begun are from the guest.</summary>
    /// <param name="given">Structures of which entries were given, as bits by index.</param>
    public bool AreOwn(uint given)
    {
        foreach (var begin in begins)
            if ((given >> begin.Structure.Index & 1) != 0 && !begin.AreFrom(address, monitor.WalkOf(begin.Structure.Index), monitor.State.Block, memory))
                return false;
        return true;
    }

    /// <summary>Whether all frames that registers name, and that have not left yet, are from the guest.</summary>
    private bool AreOwnInSlots()
    {
        var words = monitor.State.Words;
        foreach (var (sending, buffer) in slots)
            if ((words[0] & sending) != 0 && !(buffer.Length.Value(words, -1, 0) >= (ulong)header.Length && memory.TryRead(buffer.At.Value(words, -1, 0), header)
                && header.AsSpan(AddressFilterInfo.AddressBytes).SequenceEqual(address)))
                return false;
        return true;
    }

    /// <summary>The states in which the device has a frame that registers name, and where that is.</summary>
    private static IEnumerable<(ulong Sending, DmaInfo Buffer)> SlotsOf(DeviceModel model) =>
        from rule in model.Rules
        where rule.To is { Reusable: false } && rule.On.Any(each => model.FrameSent?.On.Contains(each) == true)
        from check in rule.Checks
        where check is { Walk: null, IsOfGuest: true, Dma.Direction: DmaDirection.Read }
        select (rule.To!.Mask, check.Dma!);

    private static IEnumerable<DescriptorInfo> TransmittersOf(DeviceModel model) =>
        model.Descriptors.Where(structure => structure.Frame is not null && model.Checks.Any(check => Reads(check, structure)));

    private static bool Reads(CheckInfo check, DescriptorInfo structure) => check.Walk == structure && check.Dma is { Direction: DmaDirection.Read };

    /// <summary>The registers with which a guest places its ring, or says where the device is in it.</summary>
    private static IEnumerable<int> WordsThatRestart(DeviceModel model, DescriptorInfo structure)
    {
        var words = structure.Base.References.Select(reference => reference.Word).Append(structure.Head?.Word ?? 0).ToHashSet();
        var moves = model.Rules.Where(rule => rule.Effects.Any(effect => words.Contains(effect.Word))).SelectMany(rule => rule.On).Select(on => on.Register?.Word ?? 0);
        return structure.Base.References.Where(reference => reference.IsRegister).Select(reference => reference.Word).Concat(moves);
    }

    /// <summary>The begin of the frame that is given through one structure.</summary>
    private sealed class FrameBegin(DescriptorInfo structure, CheckInfo[] checks)
    {
        private const int Bytes = 2 * AddressFilterInfo.AddressBytes;

        private readonly EntryLayout layout = new(structure);
        private readonly byte[] bytes = new byte[Bytes];
        private int count;

        public DescriptorInfo Structure => structure;

        public void Restart() => count = 0;

        public bool AreFrom(ReadOnlySpan<byte> address, DescriptorWalk walk, Span<ulong> words, IGuestMemory memory)
        {
            var (before, isOwn) = (count, true);
            for (var i = 0; i < walk.Count && isOwn; i++)
            {
                layout.Enter(walk.EntryAt(i), walk.AddressOf(i), words);
                foreach (var check in checks)
                    if (check.Where?.Test(words, -1, 0) != false)
                        Read(memory, check.Dma!.At.Value(words, -1, 0), check.Dma.Length.Value(words, -1, 0));
                var isLast = structure.Frame!.Test(words, -1, 0);
                isOwn = count < Bytes ? !isLast || count == 0 : bytes.AsSpan(AddressFilterInfo.AddressBytes).SequenceEqual(address);
                if (isLast)
                    count = 0;
            }
            layout.Leave(words);
            if (count is > 0 and < Bytes)
                isOwn = false; // a ring that is placed again may or may not end what has begun, so a begin is judged when it is given
            if (!isOwn)
                count = before; // what was denied is taken back
            return isOwn;
        }

        private void Read(IGuestMemory memory, ulong at, ulong length)
        {
            var part = (int)Math.Min((ulong)(Bytes - count), length);
            if (part > 0 && memory.TryRead(at, bytes.AsSpan(count, part)))
                count += part;
        }
    }
}
