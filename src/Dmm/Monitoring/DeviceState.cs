using Dmm.Compilation;

namespace Dmm.Monitoring;

/// <summary>One guest's device as the monitor knows it: one plain block of words that can be copied, compared and stored.</summary>
/// <remarks>Its layout belongs to the model it was made for; see <see cref="Modeling.Model.DeviceModel"/>.</remarks>
public sealed class DeviceState
{
    private readonly ulong[] words;

    /// <summary>A device at power-on.</summary>
    public DeviceState(MonitorTables tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        words = (ulong[])tables.PowerOn.Clone();
    }

    private DeviceState(ulong[] words) => this.words = words;

    /// <summary>The block.</summary>
    public ReadOnlySpan<ulong> Words => words;

    /// <summary>The block, to be changed by the monitor.</summary>
    internal ulong[] Block => words;

    /// <summary>A copy.</summary>
    public DeviceState Clone() => new((ulong[])words.Clone());

    /// <summary>Takes over another state of the same model.</summary>
    /// <exception cref="ArgumentException">The block has another size.</exception>
    public void CopyFrom(ReadOnlySpan<ulong> other)
    {
        if (other.Length != words.Length)
            throw new ArgumentException($"{other.Length} words do not fit a block of {words.Length}", nameof(other));
        other.CopyTo(words);
    }

    /// <summary>Whether two blocks are the same word by word.</summary>
    public bool SameAs(DeviceState other) => other is not null && Words.SequenceEqual(other.Words);
}
