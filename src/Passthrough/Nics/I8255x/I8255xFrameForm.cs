namespace Passthrough.Nics.I8255x;

/// <summary>How a driver hands over a frame.</summary>
internal enum I8255xFrameForm
{
    /// <summary>A table elsewhere names its parts.</summary>
    Table,

    /// <summary>The table stands behind the block, where a chip with extended blocks looks for two parts.</summary>
    Extended,

    /// <summary>The bytes stand behind the block.</summary>
    Behind,
}
