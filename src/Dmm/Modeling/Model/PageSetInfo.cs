namespace Dmm.Modeling.Model;

/// <summary>A set of pages of a window, one bit each in the state block.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Window">The window it is about.</param>
/// <param name="Unit">Bytes of a page.</param>
/// <param name="Word">Its first word in the state block.</param>
/// <param name="Location">The line of the model.</param>
public sealed record PageSetInfo(string Name, WindowInfo Window, uint Unit, int Word, Location Location)
{
    /// <summary>Pages in the window.</summary>
    public int Pages => (int)((Window.Size + Unit - 1) / Unit);

    /// <summary>Words of the state block that it takes.</summary>
    public int Words => (Pages + 63) / 64;
}
