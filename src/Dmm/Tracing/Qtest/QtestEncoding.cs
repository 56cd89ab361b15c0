namespace Dmm.Tracing.Qtest;

/// <summary>How the bytes of a block are written in a command or an answer.</summary>
internal enum QtestEncoding
{
    /// <summary><c>0x00c0ffee</c>: two digits a byte, in the order of their addresses.</summary>
    Hex,

    /// <summary>Base 64.</summary>
    Base64,

    /// <summary>One number that all bytes have.</summary>
    Fill,
}
