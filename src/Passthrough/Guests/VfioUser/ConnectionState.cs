namespace Passthrough.Guests.VfioUser;

/// <summary>How far a client has come.</summary>
internal enum ConnectionState
{
    /// <summary>Nobody is there; the socket waits for a client.</summary>
    Vacant,

    /// <summary>A client is there and has to say which version it speaks.</summary>
    Negotiating,

    /// <summary>The client's guest has a device.</summary>
    Attached,

    /// <summary>Nobody can come any more.</summary>
    Closed,
}

/// <summary>What brings a connection on.</summary>
internal enum ConnectionTrigger
{
    /// <summary>A client connects.</summary>
    Connect,

    /// <summary>Both have agreed on a version.</summary>
    Agree,

    /// <summary>The client leaves, or is sent away.</summary>
    End,

    /// <summary>Serving ends.</summary>
    Close,
}
