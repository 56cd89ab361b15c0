namespace Dmm.Modeling.Yaml;

/// <summary>The keys that lead to a node. A chain of steps: most paths are never shown, so none is put together before that.</summary>
internal sealed class YamlPath
{
    private readonly YamlPath? parent;
    private readonly string step;
    private readonly bool isItem;

    private YamlPath(YamlPath? parent, string step, bool isItem, int? row = null)
    {
        this.parent = parent;
        this.step = step;
        this.isItem = isItem;
        Row = row ?? parent?.Row;
    }

    /// <summary>The path of the file as a whole.</summary>
    public static YamlPath Root { get; } = new(null, "", isItem: false);

    /// <summary>The number of the entry of a row that it leads into; null outside of rows.</summary>
    public int? Row { get; }

    /// <summary>Into a key.</summary>
    public YamlPath Key(string key) => new(this, key, isItem: false);

    /// <summary>Into an entry of a row, counted from 0.</summary>
    public YamlPath Key(string key, int row) => new(this, key, isItem: false, row);

    /// <summary>Into an entry of a list, counted from 0.</summary>
    public YamlPath Item(int index) => new(this, $"[{index}]", isItem: true);

    /// <summary><c>machines.transmitter.transitions[2].when</c></summary>
    public override string ToString()
    {
        if (parent is null)
            return "";
        var before = parent.ToString();
        return isItem || before.Length == 0 ? before + Excerpt.Of(step) : $"{before}.{Excerpt.Of(step)}";
    }
}
