using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Multiplexing.Frames;

/// <summary>Fills the areas of a guest's receive list as its NIC would: one for each frame, in their order, with the frame after the entry.</summary>
internal sealed class GuestAreas(DeliveryInfo delivery) : IGuestRing
{
    private readonly DescriptorInfo structure = delivery.Ring!;
    private readonly EntryLayout layout = new(delivery.Ring!);

    public bool HasRoom(Tenant tenant, ReadOnlySpan<ulong> words) => tenant.Shadows is { } shadows && !shadows.AreasOf(structure).Next(out _).IsEmpty;

    public bool IsTooLong(ReadOnlySpan<byte> frame, ReadOnlySpan<ulong> words) => false;

    /// <summary>Puts a frame into the next area, cut off where that ends. One without room is the guest's to change.</summary>
    public bool TryPut(Tenant owner, ReadOnlySpan<byte> frame)
    {
        var words = owner.Monitor.State.Block;
        var areas = owner.Shadows!.AreasOf(structure);
        var area = areas.Next(out var origin);
        if (area.IsEmpty || !delivery.Listens.Test(words, -1, 0))
            return false;
        layout.Enter(area, origin, words);
        var part = (int)Math.Min(delivery.Room!.Value(words, -1, 0), (ulong)frame.Length);
        if (part > 0)
            Fill(owner, words, frame, part, origin);
        layout.Leave(words);
        if (part > 0)
            areas.Pass();
        return part > 0;
    }

    private void Fill(Tenant owner, ulong[] words, ReadOnlySpan<byte> frame, int part, ulong origin)
    {
        var arguments = DeliveryArguments.Of(delivery, words);
        (arguments[DeliveryArguments.Frame], arguments[DeliveryArguments.Part]) = ((ulong)frame.Length, (ulong)part);
        arguments[DeliveryArguments.IsFirst] = arguments[DeliveryArguments.IsLast] = 1;
        arguments[DeliveryArguments.Destination] = DeliveryArguments.DestinationOf(frame);
        if (delivery.Stored?.Test(words, -1, 0) != false)
            owner.Memory.TryWrite(delivery.Buffer!.Value(words, -1, 0), frame[..part]);
        foreach (var write in delivery.Fill)
            EntryBytesOut.Write(owner.Memory, origin, write, words);
        if (structure.Last!.Test(words, -1, 0))
            owner.Delivered |= delivery.Dry;
        words[delivery.Position.Word] = Math.Min(delivery.After!.Value(words, -1, 0), delivery.Position.Max);
        arguments.Clear();
    }
}
