using Dmm.Hooking;
using Dmm.Modeling.Model;
using Passthrough.Costs.Exits;

namespace Vpio.Output;

/// <summary>The exits of a recorded driver.</summary>
/// <param name="Model">The model.</param>
/// <param name="Goals">What is hooked for.</param>
/// <param name="Recording">The driver's recording.</param>
/// <param name="Card">The card that was used; null for memory in its place.</param>
/// <param name="Frames">Frames in the recording.</param>
/// <param name="Report">What was counted.</param>
internal sealed record ExitSurvey(DeviceModel Model, HookGoals Goals, string Recording, string? Card, long Frames, ExitReport Report);
