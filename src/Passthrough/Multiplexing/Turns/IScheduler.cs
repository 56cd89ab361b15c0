namespace Passthrough.Multiplexing.Turns;

/// <summary>Decides who has the device next, and when.</summary>
public interface IScheduler
{
    /// <summary>Whether it wants to be asked at every access of the owner, and not only when something has changed.</summary>
    bool IsAskedAtEveryAccess { get; }

    /// <summary>Who is to have the device now.</summary>
    Turn Choose(ITurns turns);
}
