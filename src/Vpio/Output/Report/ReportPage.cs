using System.Security.Cryptography;
using System.Text;
using Dmm.Monitoring;
using Dmm.Replaying;
using Dmm.Replaying.Timeline;

namespace Vpio.Output.Report;

/// <summary>A replay as one HTML file that needs nothing else: no network, no other file.</summary>
/// <remarks>
/// The policy in its head allows the one script and the one style sheet that it has, by their hashes, and no request at all: whatever a model
/// or a recording holds, a browser runs nothing of it.
/// </remarks>
internal static class ReportPage
{
    public static string Write(ReplayReport report, DeviceMonitor monitor, ReplayTimeline timeline, Provenance provenance)
    {
        var recording = Path.GetFileName(provenance.Recording); // where it lies stands at the end
        var (style, script) = (Resource("report.css"), Resource("report.js"));
        var html = new Html();
        html.Line("<!DOCTYPE html>");
        html.Line("<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        html.Line($"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; form-action 'none'; script-src 'sha256-{Hash(script)}'; style-src 'sha256-{Hash(style)}'\">");
        html.Line($"<title>{Html.Text(recording)}: replay to {Html.Text(report.Model.Name)}</title>");
        html.Line($"<style>{style}</style></head><body>");
        html.Line($"<header><h1>{Html.Text(recording)}</h1>");
        html.Line($"<p>played to the model <strong>{Html.Text(report.Model.Name)}</strong> ({Html.Text(report.Model.Title)}), variant {Html.Text(report.Model.Variant)}: <span class=\"{ReplayJson.Word(report.Outcome)}\">{Html.Text(Verdict(report.Outcome))}</span></p></header><main>");
        ReportParts.Facts(html, report);
        ReportParts.Truth(html, report);
        ReportParts.Timeline(html, report.Model, timeline);
        ReportParts.Denied(html, report);
        ReportParts.Hooks(html, report);
        ReportParts.Machines(html, monitor);
        ReportParts.Reusable(html, report);
        ReportParts.Notes(html, report);
        ReportParts.Origin(html, report, provenance);
        html.Line("</main>");
        html.Line($"<script type=\"application/json\" id=\"data\">{TimelineData.Write(report.Model, timeline)}</script>");
        html.Line($"<script>{script}</script></body></html>");
        return html.ToString();
    }

    private static string Verdict(ReplayOutcome outcome) => outcome switch
    {
        ReplayOutcome.Clean => "clean: every access allowed, nothing missing",
        ReplayOutcome.Denied => "denied: accesses were refused",
        ReplayOutcome.Holes => "holes: the device made DMAs that were not approved before",
        _ => "inconclusive: something of the recording is missing, or could not be looked at",
    };

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(ReportPage).Assembly.GetManifestResourceStream(name)!);
        // A browser hashes what it reads, and it reads every end of a line as one character.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static string Hash(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
