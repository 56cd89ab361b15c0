using System.Net.Sockets;
using Passthrough.SystemCalls;
using Machine = Stateless.StateMachine<Passthrough.Guests.VfioUser.ConnectionState, Passthrough.Guests.VfioUser.ConnectionTrigger>;

namespace Passthrough.Guests.VfioUser;

/// <summary>The place where a client connects, and the client that is there: one at a time, one after the other.</summary>
internal sealed class Connection : IPolled, IDisposable
{
    private const int NeverConnected = 0;

    private readonly Socket listener;
    private readonly string path;
    private readonly Machine machine = new(ConnectionState.Vacant);
    private DescriptorSocket? client;

    private Connection(Socket listener, string path)
    {
        this.listener = listener;
        this.path = path;
        machine.Configure(ConnectionState.Vacant)
            .OnEntryFrom(ConnectionTrigger.End, Drop, "the client's socket and descriptors are closed")
            .Permit(ConnectionTrigger.Connect, ConnectionState.Negotiating)
            .Permit(ConnectionTrigger.Close, ConnectionState.Closed);
        machine.Configure(ConnectionState.Negotiating)
            .Permit(ConnectionTrigger.Agree, ConnectionState.Attached)
            .Permit(ConnectionTrigger.End, ConnectionState.Vacant)
            .Permit(ConnectionTrigger.Close, ConnectionState.Closed);
        machine.Configure(ConnectionState.Attached)
            .Permit(ConnectionTrigger.End, ConnectionState.Vacant)
            .Permit(ConnectionTrigger.Close, ConnectionState.Closed);
        machine.Configure(ConnectionState.Closed)
            .OnEntry(Drop, "the client's socket and descriptors are closed")
            .PermitReentry(ConnectionTrigger.Close);
    }

    /// <summary>How far the client has come.</summary>
    public ConnectionState State => machine.State;

    /// <summary>Clients that came so far.</summary>
    public int Clients { get; private set; } = NeverConnected;

    /// <summary>Clients that found the place taken and were sent away.</summary>
    public int Refused { get; private set; }

    /// <summary>How long the host has let the client's process wait for a processor, in nanoseconds since its threads began.</summary>
    public long WithheldNs => client is null ? 0 : ProcessorWait.OfProcess(client.PeerProcess);

    /// <summary>Messages of the client.</summary>
    public MessageInbox Inbox { get; } = new();

    /// <summary>Begins to listen.</summary>
    /// <param name="path">The socket; nothing is there yet.</param>
    /// <param name="problem">Why that is not possible.</param>
    public static Connection? TryListen(string path, out string? problem)
    {
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { Blocking = false };
        try
        {
            listener.Bind(new UnixDomainSocketEndPoint(path));
            listener.Listen(1);
            problem = null;
            return new Connection(listener, path);
        }
        catch (Exception fault) when (fault is SocketException or ArgumentOutOfRangeException)
        {
            listener.Dispose();
            problem = $"the socket '{path}' cannot be made: {(fault is SocketException ? fault.Message : "its path is longer than a socket's can be; give --sockets a shorter one")}";
            return null;
        }
    }

    /// <summary>Lets a client in that waits, and sends one away that comes while another is there.</summary>
    /// <returns>Whether a client is there.</returns>
    public bool TryAccept()
    {
        if (State == ConnectionState.Closed)
            return false;
        if (client is null && Accept() is { } socket)
        {
            client = new DescriptorSocket(socket);
            Clients++;
            machine.Fire(ConnectionTrigger.Connect);
        }
        return client is not null;
    }

    /// <summary>Sends those away who come while a client is there.</summary>
    public void RefuseOthers()
    {
        if (client is null || Accept() is not { } second)
            return;
        Refused++;
        new DescriptorSocket(second).Dispose();
    }

    /// <summary>Both have agreed on a version.</summary>
    public void Agree() => machine.Fire(ConnectionTrigger.Agree);

    /// <summary>Ends what there is with the client; the next one can come.</summary>
    public void End() => machine.Fire(ConnectionTrigger.End);

    /// <summary>Takes the client's next message.</summary>
    public bool TryReceive(out string? problem)
    {
        problem = null;
        return client is not null && Inbox.TryReceive(client, out problem);
    }

    /// <summary>Sends the client a message.</summary>
    /// <returns>False if the client is gone or does not read.</returns>
    public bool TrySend(ReadOnlySpan<byte> message) => client is not null && client.TrySend(message);

    /// <inheritdoc/>
    public void Join(PollSet set)
    {
        if (client is not null)
            set.Add(client.Handle);
        else if (State != ConnectionState.Closed)
            set.Add(listener.SafeHandle);
    }

    /// <summary>Nobody can come any more.</summary>
    public void Dispose()
    {
        machine.Fire(ConnectionTrigger.Close);
        listener.Dispose();
        try
        {
            File.Delete(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The folder is gone, and the socket with it.
        }
    }

    /// <remarks>A place is looked at at every step, so a client is asked for only where one is: the exception would cost more than an access.</remarks>
    private Socket? Accept()
    {
        try
        {
            return listener.Poll(0, SelectMode.SelectRead) ? listener.Accept() : null;
        }
        catch (SocketException)
        {
            return null; // the client that was there has gone
        }
    }

    private void Drop()
    {
        Inbox.Clear();
        client?.Dispose();
        client = null;
    }
}
