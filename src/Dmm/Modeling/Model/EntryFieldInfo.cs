namespace Dmm.Modeling.Model;

/// <summary>A field of an entry of a descriptor structure.</summary>
/// <param name="Name">Its name.</param>
/// <param name="At">Bytes from the start of the entry to the word that holds it.</param>
/// <param name="Size">Bytes of that word.</param>
/// <param name="Shift">The field's lowest bit in it.</param>
/// <param name="Mask">The bits of the field after the shift.</param>
/// <param name="Word">The word of the state block that holds its value while the entry is judged; 0 at any other time.</param>
/// <param name="Keep">The variable that gets its value when a walk passes, or null.</param>
public sealed record EntryFieldInfo(string Name, int At, int Size, int Shift, ulong Mask, int Word, VariableInfo? Keep);
