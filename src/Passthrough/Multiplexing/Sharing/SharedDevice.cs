using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Dmm.Shadowing;
using Passthrough.Devices;
using Passthrough.Handoff;

namespace Passthrough.Multiplexing.Sharing;

/// <summary>The physical NIC with everything by which the monitor itself works on it.</summary>
internal sealed class SharedDevice
{
    private readonly Dictionary<ProcedureInfo, Touched> touched = [];
    private readonly bool[] isWidened; // by word: it is asked at every access
    private readonly bool[] isTranslated; // by word: the device gets something else than a guest writes, and is read as it is
    private readonly bool[] isTold; // by word: it holds an address, and the device got another
    private readonly ShadowPlan shadows;
    private readonly CompiledGuard? listens;
    private readonly WidenedInfo[] shows;

    public SharedDevice(MonitorTables tables, IPhysicalNic nic, Link link, SharingOptions options)
    {
        Tables = SharingHooks.Complete(tables);
        Nic = nic;
        Link = link;
        Options = options;
        Receive = Model.Receive;
        listens = Receive is null ? null : new CompiledGuard(Receive.Listens);
        SortsFrames = options.Frames != FramePolicy.Drop && Receive is not null;
        isWidened = new bool[Model.StateWords];
        if (SortsFrames)
            foreach (var widened in Receive!.Widened)
                isWidened[widened.Register.Word] = true;
        shadows = ShadowPlan.Of(Model);
        if (nic is IDmaNic && shadows.Problems is [var (name, why), ..])
            throw new ArgumentException($"the model {Model.Name} cannot be shared: no copy can be put in place of '{name}' ({why})", nameof(tables));
        if (Model.Delivery is { } delivery && (options.Frames != FramePolicy.Drop || delivery.Own.IsAlways) && nic is IDmaNic memory && memory.MonitorMemory.Owns(memory.MonitorStart + OwnRing.Offset, OwnRing.BytesOf(delivery)))
            Delivery = delivery;
        foreach (var widened in Delivery?.Widened ?? [])
            isWidened[widened.Register.Word] = true;
        isTranslated = new bool[Model.StateWords];
        foreach (var translated in Delivery?.Translated ?? [])
            isTranslated[translated.Register.Word] = true;
        isTold = new bool[Model.StateWords];
        foreach (var register in nic is IDmaNic ? shadows.Registers : [])
            isTold[register.Word] = true;
        Port = new RegisterPort(Model, nic);
        Port.Keep(Delivery?.Own.Keeps ?? []);
        Port.Held = new DeviceValues(Model, register => HoldsAnother(register) || Translates(register));
        Procedures = new ProcedureRun(Model, Port);
        Saver = new ContextSaver(Model, Port, Procedures, HoldsAnother) { ReachesKept = Delivery?.Own.IsRenewed == true };
        Restorer = new ContextRestorer(Model, Port, Procedures, ValueInDevice) { Translate = words => Shadows?.Translate(words) };
        Disturbance = new Disturbance(Model);
        Station = Model.Station is { } station ? new StationAddresses(station, Procedures) : null;
        Ring = Delivery is null ? null : Delivery.Ring?.Queue is not null ? new OwnQueue(Delivery, Port, Procedures, Model) : Delivery.Packed is null ? new OwnRing(Delivery, Port, Procedures, Model) : new OwnPackedRing(Delivery, Port, Procedures, Model);
        Cause = Handoff.Causes.RegisterOf(Model);
        CauseBits = Cause is null ? 0 : Causes.Of(Cause);
        ReceiveCauses = SortsFrames ? Receive!.Causes : 0;
        StreamBytes = (ulong)Model.Registers.SelectMany(register => register.StreamSizes).DefaultIfEmpty(1).Max();
        shows = [.. Delivery?.Shown ?? [], .. Model.Slots?.Shown ?? []];
        Roles = new RegisterRoles(this);
    }

    public MonitorTables Tables { get; }

    public DeviceModel Model => Tables.Model;

    public IPhysicalNic Nic { get; }

    /// <summary>Its wire.</summary>
    public Link Link { get; }

    public SharingOptions Options { get; }

    public RegisterPort Port { get; }

    public ProcedureRun Procedures { get; }

    public ContextSaver Saver { get; }

    public ContextRestorer Restorer { get; }

    public Disturbance Disturbance { get; }

    /// <summary>The most bytes that a guest moves at once through a register that is a stream.</summary>
    public ulong StreamBytes { get; }

    /// <summary>How frames are received; null when the model does not say it.</summary>
    public ReceiveInfo? Receive { get; }

    /// <summary>Whether the NIC takes frames in a state, where the model says how frames are received.</summary>
    public bool Listens(ReadOnlySpan<ulong> words) => listens!.Value.Holds(words, -1, 0);

    /// <summary>How frames are put into rings of guests, where the device has a ring of the monitor's own; else null.</summary>
    public DeliveryInfo? Delivery { get; }

    /// <summary>That ring; null where there is none.</summary>
    public IOwnRing? Ring { get; }

    /// <summary>Lets guests find their own addresses; null where the model does not say where drivers look for them.</summary>
    public StationAddresses? Station { get; }

    /// <summary>Called before the device is reset, so that nothing in it is lost.</summary>
    public Action? BeforeReset { get; set; }

    /// <summary>Called when the device was reset, and has the monitor's ring again.</summary>
    public Action? AfterReset { get; set; }

    /// <summary>Whether the NIC takes the frames of all guests, so that they must be sorted.</summary>
    public bool SortsFrames { get; }

    /// <summary>The register that tells causes of interrupts, or null.</summary>
    public RegisterInfo? Cause { get; }

    /// <summary>Its bits that a guest acknowledges.</summary>
    public ulong CauseBits { get; }

    /// <summary>Causes that report received frames, where frames are sorted: the monitor decides when a guest learns of them.</summary>
    public ulong ReceiveCauses { get; }

    /// <summary>What has to be seen to when an access reaches a register.</summary>
    public RegisterRoles Roles { get; }

    /// <summary>Resets the device and leaves it quiet, as a save does.</summary>
    public void Reset()
    {
        BeforeReset?.Invoke();
        Nic.Reset();
        Port.Held!.Forget();
        Procedures.ForgetProblem();
        Saver.Quiet(new DeviceState(Tables).Words);
        Ring?.Begin();
        AfterReset?.Invoke();
    }

    /// <summary>The guest whose translated addresses are programmed into the device: the owner's, or those of the guest that it is just given to.</summary>
    public GuestShadows? Shadows { get; set; }

    /// <summary>Whether a register holds something else in the device than a guest wrote.</summary>
    public bool HoldsAnother(RegisterInfo register) => isWidened[register.Word] || isTold[register.Word] || Port.IsKept(register) || Delivery?.Own.At.Contains(register) == true;

    /// <summary>Whether the device gets something else in a register than a guest writes, though what a guest reads there is the device's.</summary>
    public bool Translates(RegisterInfo register) => isTranslated[register.Word];

    /// <summary>The shadows of a guest that is about to share the device; null where it does no DMA.</summary>
    public GuestShadows? MakeShadows(Tenant tenant) => Nic is IDmaNic dma && shadows.IsNeeded
        ? new GuestShadows(shadows, tenant.Monitor, dma.MonitorMemory, dma.MonitorStart + MonitorArea.CopiesOf(Model, Delivery, tenant.Number), Delivery, Ring?.Start ?? 0)
        {
            JudgesEntries = Options.Protections.Entries,
            Returned = () => tenant.Delivered |= Delivery?.Causes ?? 0,
            MayGive = tenant.Senders is { } senders ? senders.AreOwn : null,
        } : null;

    /// <summary>What the device is given for a register of a guest.</summary>
    public ulong ValueInDevice(RegisterInfo register, ReadOnlySpan<ulong> words)
    {
        if (Delivery?.Own.At.Contains(register) == true)
            return Ring!.Start;
        if (isTold[register.Word] && Shadows is { } told)
            return told.ValueInDevice(register, words);
        if (!isWidened[register.Word] && !isTranslated[register.Word])
            return words[register.Word];
        foreach (var widened in isTranslated[register.Word] ? Delivery!.Translated : Delivery?.Widened ?? Receive!.Widened)
            if (widened.Register == register)
                return Delivery is null ? Receive!.ValueInDevice(widened, words) : widened.As.Value(words, -1, 0);
        return words[register.Word];
    }

    /// <summary>What a guest is to see in a register that shows where its receive ring is filled next, or several of its slots.</summary>
    /// <param name="register">The register.</param>
    /// <param name="words">The guest's state block; it is as it was afterwards.</param>
    /// <param name="value">What the device has there; the bits that are not shown by the monitor stay.</param>
    public ulong Show(RegisterInfo register, Span<ulong> words, ulong value)
    {
        if (Delivery is not null)
            words[Delivery.ValueWord] = value;
        foreach (var shown in shows)
            if (shown.Register == register)
                value = shown.Within(value, words);
        if (Delivery is not null)
            words[Delivery.ValueWord] = 0;
        return value;
    }

    /// <summary>Puts into the device what it is to hold in place of what the owner wrote; a reset has taken that away.</summary>
    public void Widen(ReadOnlySpan<ulong> words)
    {
        Port.TakeOver(words);
        foreach (var widened in Delivery?.Widened ?? [])
            Port.Write(widened.Register, ValueInDevice(widened.Register, words));
        Port.GiveBack(words);
    }

    /// <summary>Whether a procedure can be run while the owner has the device, without disturbing what it does.</summary>
    /// <param name="procedure">The procedure.</param>
    /// <param name="words">The owner's state block.</param>
    /// <param name="ending">States, as bits of word 0, that what comes next ends anyway.</param>
    public bool CanRun(ProcedureInfo procedure, ReadOnlySpan<ulong> words, ulong ending = 0) => !Disturbance.By(words, procedure, ending);

    /// <summary>Whether a register can be reached without disturbing what the owner's device does.</summary>
    public bool CanReach(RegisterInfo register, ReadOnlySpan<ulong> words) =>
        Port.SwitchFor(register) is not { } change || !Disturbance.By(words, change.Selector, change.Value);

    /// <summary>Runs procedures while the owner has the device, and leaves its registers as they were.</summary>
    public void RunForOwner(Tenant owner, ProcedureInfo procedure, Action<ReadOnlySpan<ulong>> run)
    {
        var words = owner.Context.Words; // a copy to compute from, not the owner's own block
        owner.Monitor.State.Words.CopyTo(words);
        var changes = TouchedBy(procedure);
        Port.TakeOver(words);
        if (changes.Causes != 0)
            owner.Held.Causes |= Port.Read(Cause!) & changes.Causes;
        run(words);
        foreach (var register in changes.Registers)
            Port.Write(register, ValueInDevice(register, words));
        Port.GiveBack(words);
    }

    private Touched TouchedBy(ProcedureInfo procedure)
    {
        if (touched.TryGetValue(procedure, out var known))
            return known;
        var selectors = Model.Paging.Select(paging => paging.Selector).ToHashSet();
        var writes = procedure.Steps.Where(step => step.Kind == StepKind.Write).ToList();
        var registers = writes.Select(step => step.Register!).Where(register => register != Cause && !selectors.Contains(register)).Distinct();
        var causes = writes.Where(step => step.Register == Cause).Aggregate(0UL, (bits, step) => bits | (step.Expression!.Constant ?? 0));
        return touched[procedure] = new Touched([.. registers], causes & CauseBits);
    }

    /// <summary>What a procedure leaves changed: registers that it writes, and causes that it acknowledges.</summary>
    private sealed record Touched(RegisterInfo[] Registers, ulong Causes);
}
