using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Dmm.Tracing;

namespace Dmm.Replaying.Explaining;

/// <summary>Remembers for every word of the state block and for every machine which event made it what it is.</summary>
internal sealed class ValueOrigins
{
    private readonly Playback playback;
    private readonly (KnownBy By, EventStamp Since, EventStamp Seen)[] words;
    private readonly Dictionary<MachineInfo, EventStamp> machines = [];
    private readonly HashSet<int> ofEntries;

    public ValueOrigins(Playback playback)
    {
        this.playback = playback;
        words = new (KnownBy, EventStamp, EventStamp)[playback.Tables.Model.StateWords];
        Array.Fill(words, (KnownBy.PowerOn, EventStamp.PowerOn, EventStamp.PowerOn));
        ofEntries = [.. playback.Tables.Model.Descriptors.SelectMany(WordsOf)];
    }

    /// <summary>The event that led a machine to its state.</summary>
    public EventStamp Since(MachineInfo machine) => machines.GetValueOrDefault(machine, EventStamp.PowerOn);

    /// <summary>What is known of a value that takes some words: the latest event of any of them.</summary>
    public KnownValue Of(string name, int word, int count, ulong value, string text)
    {
        var latest = words[word];
        for (var i = word + 1; i < word + count; i++)
            if (words[i].Since.Event > latest.Since.Event)
                latest = words[i];
        return new KnownValue(name, value, text, latest.By, latest.Since, latest.Seen);
    }

    /// <summary>Takes in the event that the playback is at.</summary>
    public void Follow()
    {
        FollowEvent();
    }

    private void FollowEvent()
    {
        var each = playback.Event;
        var concerns = each.IsAccess ? playback.Verdict.Kind is VerdictKind.Observed or VerdictKind.Allowed : each.IsInterrupt || each.Kind == TraceEventKind.Reset;
        if (!concerns)
            return;
        var stamp = new Lazy<EventStamp>(() => new EventStamp(playback.Number, playback.Line, playback.TimeUs, EventText.Of(playback)));
        foreach (var move in playback.Moves())
            machines[move.Machine] = stamp.Value;
        var resets = each.Kind == TraceEventKind.Reset;
        if (each.IsAccess)
            resets |= FollowAccess(each, stamp);
        else if (playback.Cause is not null && playback.Tables.CauseWord >= 0)
            Touch(playback.Tables.CauseWord, KnownBy.Interrupt, stamp);
        FollowRest(resets ? KnownBy.Reset : KnownBy.Effect, stamp);
    }

    private bool FollowAccess(in TraceEvent access, Lazy<EventStamp> stamp)
    {
        var isHooked = playback.Verdict.Kind == VerdictKind.Allowed;
        var by = access.Kind == TraceEventKind.Write ? isHooked ? KnownBy.HookedWrite : KnownBy.ProbedWrite
            : isHooked ? KnownBy.HookedRead : KnownBy.ProbedRead;
        var resets = false;
        foreach (var part in AccessPart.Of(playback.Tables, playback.Before, access))
        {
            resets |= part.Resets;
            if (part.Register is { } register && part.IsFollowed && (register.Access & AccessWords.Stream) == 0)
                Touch(register.Word, by, stamp);
        }
        return resets;
    }

    /// <summary>Words that changed although the event is not about them.</summary>
    private void FollowRest(KnownBy by, Lazy<EventStamp> stamp)
    {
        var now = playback.Monitor.State.Words;
        for (var word = 1; word < words.Length; word++)
            if (playback.Before[word] != now[word] && words[word].Seen.Event != playback.Number)
                words[word] = (ofEntries.Contains(word) && playback.Monitor.Given != 0 ? KnownBy.Entry : by, stamp.Value, stamp.Value);
    }

    /// <summary>What walks leave in the state block.</summary>
    private static IEnumerable<int> WordsOf(DescriptorInfo structure) =>
        structure.Fields.Select(field => field.Keep).Concat(structure.Remembered.Select(each => each.Variable)).Append(structure.Head).OfType<VariableInfo>().Select(variable => variable.Word);

    private void Touch(int word, KnownBy by, Lazy<EventStamp> stamp)
    {
        var isNew = words[word].Since.Event == 0 || playback.Before[word] != playback.Monitor.State.Words[word];
        words[word] = isNew ? (by, stamp.Value, stamp.Value) : words[word] with { Seen = stamp.Value };
    }
}
