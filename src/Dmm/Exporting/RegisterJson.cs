using System.Text.Json.Nodes;
using Dmm.Modeling.Model;

namespace Dmm.Exporting;

/// <summary>A register of an exported model.</summary>
internal static class RegisterJson
{
    public static JsonObject Write(DeviceModel model, RegisterInfo register) => new()
    {
        ["name"] = register.Name,
        ["word"] = register.Word,
        ["bytes"] = register.Bytes,
        ["places"] = Places(model, register.Places),
        ["pages"] = Numbers(register.Pages),
        ["access"] = Words(register.Access),
        ["reset"] = register.Reset,
        ["survivesReset"] = register.SurvivesReset,
        ["fields"] = ModelJson.List(register.Fields, field => new JsonObject
        {
            ["name"] = field.Name, ["shift"] = field.Shift, ["width"] = field.Width, ["access"] = Words(field.Access),
            ["values"] = new JsonObject(field.Values.Select(value => KeyValuePair.Create(value.Key, (JsonNode?)value.Value))),
        }),
        ["readback"] = register.Readback is not { } readback ? null : new JsonObject { ["places"] = Places(model, readback.Places), ["page"] = readback.Page },
        ["source"] = ModelJson.Place(register.Location),
    };

    private static JsonArray Places(DeviceModel model, IEnumerable<PlaceInfo> places) => ModelJson.List(places, place => new JsonObject
    {
        ["region"] = model.Regions[place.Region].Name, ["offset"] = place.Offset, ["size"] = place.Size, ["byte"] = place.ByteIndex,
    });

    private static JsonArray? Numbers(IReadOnlyList<int>? numbers) => numbers is null ? null : ModelJson.List(numbers, number => number);

    private static JsonArray Words(AccessWords access) =>
        ModelJson.List(Enum.GetValues<AccessWords>().Where(word => word != AccessWords.None && (access & word) != 0), word => Word(word));

    /// <summary>As models write them.</summary>
    private static string Word(AccessWords word) => word switch
    {
        AccessWords.Read => "r",
        AccessWords.Write => "w",
        AccessWords.WriteOneToClear => "w1c",
        AccessWords.WriteOneToSet => "w1s",
        AccessWords.ReadToClear => "read-to-clear",
        AccessWords.SelfClearing => "self-clearing",
        AccessWords.HardwareSet => "hardware-set",
        AccessWords.ReadResets => "read-resets",
        _ => "stream",
    };
}
