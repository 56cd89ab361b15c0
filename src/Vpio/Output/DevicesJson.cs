using System.Text.Json;
using System.Text.Json.Nodes;

namespace Vpio.Output;

/// <summary>The cards of this machine for programs.</summary>
internal static class DevicesJson
{
    public static JsonArray Write(IReadOnlyList<ListedCard> cards) => JsonText.List(cards.Select(card => new JsonObject
    {
        ["address"] = card.Nic.Address,
        ["id"] = card.Nic.IdText,
        ["group"] = card.Nic.Group,
        ["driver"] = card.Nic.Driver,
        ["interfaces"] = JsonText.List(card.Nic.Interfaces.Select(each => (JsonNode?)each)),
        ["models"] = JsonText.List(card.Models.Select(each => (JsonNode?)each)),
        ["ready"] = card.IsReady,
        ["obstacle"] = card.Nic.Obstacle is { } obstacle ? new JsonObject
        {
            ["kind"] = JsonNamingPolicy.CamelCase.ConvertName(obstacle.Kind.ToString()),
            ["text"] = obstacle.Text,
            ["commands"] = JsonText.List(obstacle.Commands.Select(each => (JsonNode?)each)),
        } : null,
    }));
}
