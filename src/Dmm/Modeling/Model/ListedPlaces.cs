namespace Dmm.Modeling.Model;

/// <summary>The bytes at which a register is listed: a guest's access to any other is denied.</summary>
internal static class ListedPlaces
{
    /// <summary>Each byte with its bank (-1 where there are none) and direction; where the register is read back too.</summary>
    public static IEnumerable<(int Region, uint Offset, int Page, bool Write)> Of(RegisterInfo register)
    {
        var isStream = (register.Access & AccessWords.Stream) != 0;
        foreach (var page in register.Pages?.Distinct() ?? [-1])
            foreach (var place in register.Places)
                for (uint i = 0; i < place.Size; i++)
                {
                    if (register.IsReadable || isStream)
                        yield return (place.Region, place.Offset + i, page, false);
                    if (register.IsWritable || isStream)
                        yield return (place.Region, place.Offset + i, page, true);
                }
        foreach (var place in register.Readback?.Places ?? [])
            for (uint i = 0; i < place.Size; i++)
                yield return (place.Region, place.Offset + i, register.Readback!.Page ?? -1, false);
    }
}
