using System.Buffers.Binary;
using Passthrough.SystemCalls;

namespace Passthrough.Guests.VfioUser;

/// <summary>A place for a guest in another process: a machine whose VMM attaches it by the vfio-user protocol. Guests come and go.</summary>
/// <remarks>
/// <para>The VMM waits for the answer to an access, so a guest that waits for its turn is simply not answered. Its time is its own: it cannot be run
/// or stopped, its accesses arrive.</para>
/// <para>Nothing that a client sends throws. A request that makes no sense gets an error reply; a message that cannot be one ends the connection, and
/// the place takes the next guest.</para>
/// </remarks>
internal sealed class VfioUserGuest : IGuest, IPolled
{
    private const int AccessBytes = 16, MostAccessBytes = 8, ConfigRegion = 7;
    private const int MostMessages = 64; // until others are to have a say

    private readonly Connection connection;
    private readonly PciBar[] bars; // an array: it is looked through at each access
    private readonly ConfigSpace config;
    private readonly InterruptPin pin = new();
    private readonly DeviceSession session;
    private readonly byte[] outgoing = new byte[MessageInbox.MostBytes];
    private readonly byte[] data = new byte[MostAccessBytes];
    private MessageHead pending;
    private int pendingBytes;
    private Awaited awaited;

    /// <summary>A place where nobody is yet.</summary>
    public VfioUserGuest(string name, PciFunction function, Connection connection)
    {
        Name = name;
        bars = [.. function.Bars];
        this.connection = connection;
        config = new ConfigSpace(function);
        session = new DeviceSession(function, config, Memory, pin);
    }

    /// <summary>What the place waits for.</summary>
    private enum Awaited { Message, Access, FreshDevice }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The memory that the guest's device reaches.</summary>
    public DmaMemory Memory { get; } = new();

    /// <inheritdoc/>
    public Span<byte> Data => data.AsSpan(0, pendingBytes);

    /// <inheritdoc/>
    public GuestReport Report => new() { Interrupts = pin.Count, Message = LastProblem ?? "" };

    /// <summary>Why the last client was sent away; null if it left by itself, or none was.</summary>
    public string? LastProblem { get; private set; }

    /// <summary>Whether a guest is here.</summary>
    public bool IsAttached => connection.State == ConnectionState.Attached;

    /// <summary>Guests that came so far.</summary>
    public int Guests => connection.Clients;

    /// <summary>Requests that were refused with an error.</summary>
    public long Refusals { get; private set; }

    /// <inheritdoc/>
    public string? Whereabouts => null;

    /// <inheritdoc/>
    public long WithheldNs => connection.WithheldNs;

    /// <inheritdoc/>
    public GuestRequest Run(long nowNs)
    {
        if (!AnswerWhatWasAwaited())
            return Leave("the client does not take its replies");
        var changes = Memory.Changes;
        for (var i = 0; i < MostMessages && Memory.Changes == changes; i++) // a device takes its time to be told what it reaches
        {
            if (!connection.TryAccept())
                return GuestRequest.Listen();
            pin.Follow(nowNs);
            if (!connection.TryReceive(out var problem))
                return problem is null ? GuestRequest.Listen(pin.DueNs) : Leave(problem);
            if (Take(nowNs) is { } request)
                return request;
        }
        return GuestRequest.Listen(nowNs);
    }

    /// <inheritdoc/>
    public void SetInterruptLine(bool asserted) => pin.SetLevel(asserted);

    /// <summary>There is no such signal on PCI: the guest reads all ones.</summary>
    public void MachineCheck()
    {
    }

    /// <inheritdoc/>
    public void Join(PollSet set)
    {
        if (awaited != Awaited.Message)
            return;
        connection.Join(set);
        pin.Join(set);
    }

    /// <summary>Turns away the code that comes while the place is taken.</summary>
    public void RefuseOthers() => connection.RefuseOthers();

    /// <inheritdoc/>
    public void Dispose()
    {
        connection.Dispose();
        pin.Dispose();
        Memory.Dispose();
    }

    /// <summary>Answers the access that was made meanwhile, or the reset.</summary>
    private bool AnswerWhatWasAwaited()
    {
        var what = awaited;
        awaited = Awaited.Message;
        if (what == Awaited.Message || connection.State != ConnectionState.Attached)
            return true;
        if (what == Awaited.FreshDevice)
            return pending.WantsNoReply || TryReply(pending, []);
        if (pending.WantsNoReply)
            return true;
        var count = AccessBytes + (pending.Kind == MessageKind.ReadRegion ? pendingBytes : 0);
        data.AsSpan(0, count - AccessBytes).CopyTo(outgoing.AsSpan(MessageHead.Bytes + AccessBytes));
        return SendReply(pending, count);
    }

    /// <summary>Handles one message.</summary>
    /// <returns>What is needed to go on; null if the next message can be handled.</returns>
    private GuestRequest? Take(long nowNs)
    {
        var inbox = connection.Inbox;
        var head = inbox.Head;
        if (!head.IsRequest)
            return Leave("a message that is no request");
        if (connection.State == ConnectionState.Negotiating)
            return Negotiate(head);
        if (head.Kind is MessageKind.ReadRegion or MessageKind.WriteRegion && inbox.DescriptorCount == 0)
            return TakeAccess(head, inbox.Body, nowNs);
        if (head.Kind == MessageKind.Reset && inbox.DescriptorCount == 0)
            return BeginAgain(head);
        return Answer(head, session.Handle(inbox), session.Reply);
    }

    private GuestRequest? Negotiate(MessageHead head)
    {
        if (head.Kind != MessageKind.Version || connection.Inbox.DescriptorCount > 0)
            return Leave("the first message does not say which version the client speaks");
        var error = session.Negotiate(connection.Inbox.Body);
        if (Answer(head, error, session.Reply) is { } gone)
            return gone;
        if (error != Errno.None)
            return Leave("the client speaks another version of the protocol");
        connection.Agree();
        LastProblem = null;
        return null;
    }

    private GuestRequest? TakeAccess(MessageHead head, ReadOnlySpan<byte> body, long nowNs)
    {
        if (body.Length < AccessBytes)
            return Answer(head, Errno.Invalid, []);
        var offset = BinaryPrimitives.ReadUInt64LittleEndian(body);
        var region = BinaryPrimitives.ReadUInt32LittleEndian(body[8..]);
        var count = BinaryPrimitives.ReadUInt32LittleEndian(body[12..]);
        var isWrite = head.Kind == MessageKind.WriteRegion;
        if (region == ConfigRegion)
            return Answer(head, session.AccessConfig(isWrite, offset, count, body), session.Reply);
        if (count is not (1 or 2 or 4 or 8) || FindBar(region, offset, count) is not { } bar || body.Length != AccessBytes + (isWrite ? (int)count : 0))
            return Answer(head, Errno.Invalid, []);
        pin.Accessed(nowNs);
        pending = head;
        pendingBytes = (int)count;
        body[..AccessBytes].CopyTo(outgoing.AsSpan(MessageHead.Bytes));
        if (isWrite)
            body.Slice(AccessBytes, pendingBytes).CopyTo(data);
        awaited = Awaited.Access;
        if (bar.IsPorts ? config.HasPorts : config.HasMemory)
            return GuestRequest.For(new GuestAccess(isWrite, (int)region, (uint)offset, pendingBytes));
        if (!isWrite)
            data.AsSpan(0, pendingBytes).Fill(byte.MaxValue); // nobody decodes it
        return AnswerWhatWasAwaited() ? null : Leave("the client does not take its replies");
    }

    /// <summary>The guest's machine is reset: its device is like one that was just switched on.</summary>
    private GuestRequest BeginAgain(MessageHead head)
    {
        PowerOff();
        pending = head;
        awaited = Awaited.FreshDevice;
        return GuestRequest.Restart;
    }

    /// <summary>The client is gone, or is sent away; its device goes with it.</summary>
    private GuestRequest Leave(string problem)
    {
        LastProblem = connection.State == ConnectionState.Vacant ? LastProblem : problem;
        if (connection.State is ConnectionState.Negotiating or ConnectionState.Attached)
            connection.End();
        PowerOff();
        pin.Clear();
        awaited = Awaited.FreshDevice;
        return GuestRequest.Restart;
    }

    /// <summary>Nothing of the guest's memory is reached any more, once this returns.</summary>
    private void PowerOff()
    {
        config.Reset();
        Memory.IsOpen = false;
        if (connection.State != ConnectionState.Attached)
            Memory.Clear();
    }

    private PciBar? FindBar(uint region, ulong offset, uint count)
    {
        foreach (var bar in bars)
            if (bar.Number == region && offset <= bar.Size && count <= bar.Size - offset)
                return bar;
        return null;
    }

    private GuestRequest? Answer(MessageHead head, int error, ReadOnlySpan<byte> body)
    {
        if (error != Errno.None)
            Refusals++;
        if (head.WantsNoReply)
            return null;
        body = error == Errno.None ? body : [];
        return TryReply(head, body, error) ? null : Leave("the client does not take its replies");
    }

    private bool TryReply(MessageHead head, ReadOnlySpan<byte> body, int error = Errno.None)
    {
        body.CopyTo(outgoing.AsSpan(MessageHead.Bytes));
        return SendReply(head, body.Length, error);
    }

    private bool SendReply(MessageHead head, int bodyBytes, int error = Errno.None)
    {
        head.Reply(bodyBytes, error).Write(outgoing);
        return connection.TrySend(outgoing.AsSpan(0, MessageHead.Bytes + bodyBytes));
    }
}
