using Dmm.Modeling.Model;

namespace Dmm.Analysis.Mutation;

/// <summary>Something known of the device that a model can contradict.</summary>
/// <remarks>
/// It is about the device, not about the model that a mutant was made of: to say something else than that model is no contradiction.
/// Code that runs models against a device (hand-off equivalence) gives its evidence through this interface too. It is asked by several threads at once,
/// must end within bounds, and must have nothing against the unchanged model.
/// </remarks>
public interface IEvidence
{
    /// <summary>Where it comes from: the name of a recording.</summary>
    string Name { get; }

    /// <summary>What contradicts a model; null when nothing does.</summary>
    Detection? Against(DeviceModel model);
}
