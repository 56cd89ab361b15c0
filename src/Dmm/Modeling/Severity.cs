namespace Dmm.Modeling;

/// <summary>How much a <see cref="Diagnostic"/> matters.</summary>
public enum Severity
{
    /// <summary>The model can be used; its author should look at this.</summary>
    Warning,

    /// <summary>The model cannot be used until this is mended.</summary>
    Error,
}
