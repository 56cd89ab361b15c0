namespace Dmm.Modeling.Yaml;

/// <summary>The type that YAML gives to a single value; an editor decides by it whether the value is valid.</summary>
internal enum ScalarType
{
    /// <summary>Nothing, <c>~</c> or <c>null</c>.</summary>
    Null,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>Any other number.</summary>
    Float,

    /// <summary>Everything else, and everything in quotes.</summary>
    Text,
}
