using Dmm.Modeling.Model;

namespace Dmm.Modeling.Loading;

/// <summary>Binds a whole model; the order of its parts is the order in which they may mention each other.</summary>
internal static class ModelBinder
{
    /// <summary>The model; null, or of no use, when a mistake was reported.</summary>
    public static DeviceModel? Bind(Binding binding, SolvingBudget budget)
    {
        RegionBinder.Bind(binding);
        IndexedBinder.BindRegions(binding);
        RegisterBinder.Bind(binding);
        var indexed = IndexedBinder.Bind(binding);
        PagingBinder.Bind(binding);
        OverlapCheck.Run(binding);
        var harmless = HarmlessBinder.Bind(binding);
        MemoryBinder.BindWindows(binding);
        MemoryBinder.BindVariables(binding);
        MemoryBinder.BindSets(binding);
        MachineBinder.BindStates(binding);
        DescriptorBinder.Bind(binding);
        CheckBinder.Bind(binding);
        ProcedureBinder.Bind(binding);
        LiveBinder.Bind(binding);
        var rules = RuleBinder.Bind(binding);
        new GuardCheck(binding, budget).Run(rules);
        var conditions = ConditionBinder.Bind(binding);
        var context = ContextBinder.Bind(binding);
        var interrupt = SignalBinder.BindInterrupt(binding);
        var receive = ReceiveBinder.Bind(binding, interrupt);
        var delivery = DeliveryBinder.Bind(binding, interrupt);
        var slots = SlotsBinder.Bind(binding);
        var pointers = PointerBinder.Bind(binding);
        var station = StationBinder.Bind(binding);
        var resets = ResetAccessBinder.Bind(binding);
        var sent = SignalBinder.BindFrame(binding, "sent");
        var received = SignalBinder.BindFrame(binding, "received");
        if (SoundnessCheck.Read(binding) is not { } soundness || binding.Root.Text("model") is not { } name || binding.Root.Text("title") is not { } title)
            return null;
        return new DeviceModel
        {
            Name = name,
            Title = title,
            Variant = binding.Variant ?? Variants.DefaultOf(binding.Root),
            Variants = Variants.AllNamesIn(binding.Root),
            Soundness = soundness,
            SoundnessLocation = binding.Root["soundness"]!.Location,
            Sources = SourceReader.Read(binding.Root),
            PciIds = IdentityReader.PciIds(binding.Root),
            IsaBases = IdentityReader.IsaBases(binding.Root),
            Regions = [.. binding.Regions.Values],
            Paging = binding.Paging,
            Registers = [.. binding.Registers.Values],
            Harmless = harmless,
            Indexed = indexed,
            Descriptors = [.. binding.Descriptors.Values],
            Windows = [.. binding.Windows.Values],
            Variables = [.. binding.Variables.Values],
            Sets = [.. binding.Sets.Values],
            Interrupt = interrupt,
            Machines = [.. binding.Machines.Values],
            Rules = [.. rules.Select(each => each.Rule)],
            Checks = [.. binding.Checks.Values],
            Conditions = conditions,
            Live = [.. binding.Live.Values],
            Context = context,
            Procedures = [.. binding.Procedures.Values],
            FrameSent = sent,
            FrameReceived = received,
            LongestFrame = SignalBinder.LongestFrame(binding),
            Receive = receive,
            Delivery = delivery,
            Slots = slots,
            Pointers = pointers,
            Station = station,
            SizeWord = binding.UsedSizeWord,
            Resets = resets,
            StateWords = binding.Words,
        };
    }
}
