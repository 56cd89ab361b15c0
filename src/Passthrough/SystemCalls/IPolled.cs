namespace Passthrough.SystemCalls;

/// <summary>Somebody in another process who may have something to say while this one waits.</summary>
internal interface IPolled
{
    /// <summary>Adds the descriptors that become readable then.</summary>
    void Join(PollSet set);
}
