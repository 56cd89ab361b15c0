using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Passthrough.Tests.Serving;

/// <summary>Where guests fetch bytes and bring some: it answers GET of HTTP with a file, and all else with its MD5 sum.</summary>
internal sealed class Depot : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private const int MarkEvery = 256;

    private readonly byte[] file;
    private readonly byte[] mark = new byte[16];

    public Depot(int bytes)
    {
        file = new byte[bytes];
        new Random(bytes).NextBytes(file);
        RandomNumberGenerator.Fill(mark);
        for (var at = 0; at + MarkEvery <= bytes; at += MarkEvery)
            mark.CopyTo(file, at);
        listener.Start();
        _ = Accept();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>The sum of the file.</summary>
    public string Sum => TextOf(Md5Sums.Sum(file));

    /// <summary>Bytes that stand many times in the file, and nowhere else in the world.</summary>
    public ReadOnlySpan<byte> Mark => mark;

    public void Dispose() => listener.Dispose();

    private async Task Accept()
    {
        try
        {
            while (true)
                _ = Serve(await listener.AcceptTcpClientAsync());
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private async Task Serve(TcpClient client)
    {
        using var guest = client;
        try
        {
            await using var stream = client.GetStream();
            var bytes = new byte[65536];
            var count = await stream.ReadAsync(bytes);
            if (bytes.AsSpan(0, count).StartsWith("GET "u8))
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.0 200 OK\r\nContent-Length: {file.Length}\r\n\r\n"));
                await stream.WriteAsync(file);
                return;
            }
            using var sum = Md5Sums.Begin();
            for (; count > 0; count = await stream.ReadAsync(bytes))
                sum.AppendData(bytes, 0, count);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(TextOf(sum.GetHashAndReset()) + "\n"));
        }
        catch (IOException)
        {
            // The guest is gone.
        }
    }

    private static string TextOf(byte[] sum) => Convert.ToHexStringLower(sum);

    /// <summary>The sum that busybox has in every build; nothing here is secret.</summary>
    private static class Md5Sums
    {
#pragma warning disable CA5351 // MD5 is weak, and finds what a NIC does to bytes
        public static byte[] Sum(byte[] bytes) => MD5.HashData(bytes);

        public static IncrementalHash Begin() => IncrementalHash.CreateHash(HashAlgorithmName.MD5);
#pragma warning restore CA5351
    }
}
