using System.Globalization;
using System.Numerics;
using Dmm.Monitoring;
using Dmm.Tracing;

namespace Dmm.Tests.Ne2k;

/// <summary>Runs a sequence line by line; a failure names the file and the line.</summary>
internal sealed class SequenceRunner(string variant)
{
    private readonly DeviceMonitor monitor = new(Ne2kModel.Tables(variant));
    private Verdict last;

    public void Run(string file, string name)
    {
        var expectDenial = false;
        var lines = Sequence.Lines(file, name).ToList();
        for (var i = 0; i < lines.Count; i++)
        {
            var (place, words) = lines[i];
            switch (words[0])
            {
                case "w" or "r":
                    last = monitor.Access(new TraceEvent(words[0] == "w" ? TraceEventKind.Write : TraceEventKind.Read, 0, 1, (uint)Hex(words[1]), Hex(words[2])));
                    expectDenial = i + 1 < lines.Count && lines[i + 1].Words[0] == "!";
                    Assert.True(last.IsAllowed || expectDenial, $"{place}: denied: {string.Join("; ", monitor.LastDenied.Explain(last))}");
                    break;
                case "irq":
                    monitor.Interrupt(Hex(words[1]));
                    break;
                case "!":
                    Assert.True(!last.IsAllowed, $"{place}: the line before should have been denied");
                    Assert.True(words[1..].SequenceEqual(monitor.LastDenied.Explain(last).Select(failure => failure.Name)),
                        $"{place}: failed are {string.Join(", ", monitor.LastDenied.Explain(last))}");
                    break;
                default:
                    Ask(place, words);
                    break;
            }
        }
    }

    private void Ask(string place, string[] words)
    {
        var failed = Reusability.Ask(monitor).Explain(monitor);
        switch (words)
        {
            case ["?", "reusable"]:
                Assert.True(failed.Count == 0, $"{place}: not reusable: {string.Join("; ", failed)}");
                break;
            case ["?", "not", .. var name]:
                Assert.True(failed.Any(failure => failure.Name == string.Join(' ', name)), $"{place}: what fails is {string.Join("; ", failed)}");
                break;
            case ["?", "loaded", var page, var answer]:
                Assert.True(IsLoaded((int)Hex(page)) == (answer == "yes"), $"{place}: page 0x{page} is {(answer == "yes" ? "not " : "")}in the set");
                break;
            case ["?", var machine, var state]:
                Assert.True(StateOf(machine) == state, $"{place}: {machine} is {StateOf(machine)}");
                break;
            default:
                Assert.Fail($"{place}: not a line of a sequence");
                break;
        }
    }

    private string StateOf(string machine) =>
        monitor.Tables.Model.Machines.Single(each => each.Name == machine).States.Single(state => (monitor.State.Words[0] & state.Mask) != 0).Name;

    private bool IsLoaded(int page)
    {
        var set = monitor.Tables.Model.Sets.Single(set => set.Name == "loaded");
        var bit = page - (int)(set.Window.Start / set.Unit);
        return (monitor.State.Words[set.Word + bit / 64] & BitOperations.RotateLeft(1UL, bit)) != 0;
    }

    private static ulong Hex(string text) => ulong.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
