using System.Text;
using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.Tests.Cloud.Http;

public sealed class RequestStreamTests : IDisposable
{
    private const int Room = 16 << 10;

    private readonly Wire _wire = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Small_request_leaves_in_one_piece_however_it_is_written()
    {
        await using var stream = new RequestStream(_wire);
        var head = Head("PUT", 10);

        await WriteAsync(stream, head, "01234", "56789");
        await WriteAsync(stream, head + "0123", "456789");

        Assert.Equal([head + "0123456789", head + "0123456789"], _wire.Sent);
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("HEAD", "Content-Length: 10\r\n")]
    [InlineData("PUT", "")]
    [InlineData("PUT", "Content-Length: 0\r\n")]
    [InlineData("PUT", "Content-Length: -1\r\n")]
    [InlineData("PUT", "Content-Length: x\r\n")]
    [InlineData("PUT", "Content-Length: 99999999999999999999\r\n")]
    [InlineData("PUT", "X-Content-Length: 10\r\n")]
    [InlineData("PUT", "Transfer-Encoding: chunked\r\n")]
    [InlineData("PUT", "Expect: 100-continue\r\nContent-Length: 10\r\n")]
    public async Task Request_that_nothing_is_known_to_follow_leaves_at_once(string method, string headers)
    {
        await using var stream = new RequestStream(_wire);
        var head = $"{method} /b/k HTTP/1.1\r\nHost: h\r\n{headers}\r\n";

        await WriteAsync(stream, head);

        Assert.Equal([head], _wire.Sent);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    public async Task Request_is_held_back_only_where_it_fits(int beyond, int pieces)
    {
        await using var stream = new RequestStream(_wire);
        var length = Room - Head("PUT", 16000).Length + beyond;
        var (head, body) = (Head("PUT", length), new string('b', length));

        await WriteAsync(stream, head, body);

        Assert.Equal(pieces, _wire.Sent.Count);
        Assert.Equal(head + body, string.Concat(_wire.Sent));
    }

    [Fact]
    public async Task Content_that_looks_like_a_request_is_not_held_back()
    {
        await using var stream = new RequestStream(_wire);
        var content = Head("PUT", 10);
        var head = Head("PUT", (Room * 2) + content.Length);

        await WriteAsync(stream, head + new string('b', Room), new string('b', Room), content);
        await WriteAsync(stream, Head("PUT", 3), "abc");

        Assert.Equal(content, _wire.Sent[2]);
        Assert.Equal(Head("PUT", 3) + "abc", _wire.Sent[3]);
    }

    [Fact]
    public async Task Nothing_is_held_back_once_the_beginning_of_a_request_is_lost()
    {
        await using var stream = new RequestStream(_wire);
        var head = Head("PUT", 3);

        await WriteAsync(stream, "PUT /b/k HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", head);

        Assert.Equal(head, _wire.Sent[^1]);
    }

    [Fact]
    public async Task Request_without_body_is_followed_by_one_that_leaves_in_one_piece()
    {
        await using var stream = new RequestStream(_wire);
        var get = "GET /b/k HTTP/1.1\r\nHost: h\r\n\r\n";

        await WriteAsync(stream, get, Head("PUT", 3), "abc");

        Assert.Equal([get, Head("PUT", 3) + "abc"], _wire.Sent);
    }

    [Fact]
    public async Task Half_a_head_is_not_held_back()
    {
        await using var stream = new RequestStream(_wire);
        var head = Head("PUT", 3);

        await WriteAsync(stream, head[..^2], head[^2..], "abc");

        Assert.Equal([head[..^2], head[^2..], "abc"], _wire.Sent);
    }

    [Fact]
    public async Task What_is_held_back_leaves_before_more_than_was_told()
    {
        await using var stream = new RequestStream(_wire);
        var head = Head("POST", 3);

        await WriteAsync(stream, head, "abcdef", "next");

        Assert.Equal(head + "abcdefnext", string.Concat(_wire.Sent));
    }

    [Fact]
    public async Task Flush_sends_what_is_held_back()
    {
        await using var stream = new RequestStream(_wire);
        var head = Head("PUT", 3);

        await WriteAsync(stream, head);
        Assert.Empty(_wire.Sent);
        await stream.FlushAsync(Token);

        Assert.Equal([head], _wire.Sent);
    }

    [Fact]
    public async Task Answer_is_read_at_once_and_handed_out_in_order()
    {
        await using var stream = new RequestStream(_wire);
        _wire.Answer("HTTP/1.1 200 OK\r\n\r\n0123456789");
        _wire.Answer("abc");
        var large = new byte[Room];

        Assert.Equal("HTTP/1.1", await ReadAsync(stream, new byte[8]));
        Assert.Equal(" 200 OK\r\n\r\n0123456789", await ReadAsync(stream, new byte[100]));
        Assert.Equal(1, _wire.Reads);
        Assert.Equal("abc", await ReadAsync(stream, large));
        Assert.Equal("", await ReadAsync(stream, new byte[8]));
    }

    [Fact]
    public async Task Empty_read_waits_for_bytes_without_taking_them()
    {
        await using var stream = new RequestStream(_wire);
        _wire.Answer("abc");

        Assert.Equal("", await ReadAsync(stream, []));
        Assert.Equal("abc", await ReadAsync(stream, new byte[8]));
    }

    public void Dispose() => _wire.Dispose();

    private static string Head(string method, int length) => $"{method} /b/k HTTP/1.1\r\nHost: h\r\nContent-Length: {length}\r\n\r\n";

    private static async Task WriteAsync(RequestStream stream, params string[] pieces)
    {
        foreach (var piece in pieces)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(piece), Token);
        }
    }

    private static async Task<string> ReadAsync(RequestStream stream, byte[] buffer) =>
        Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer, Token));

    /// <summary>Keeps what is sent, piece by piece, and answers in pieces.</summary>
    private sealed class Wire : MemoryStream
    {
        private readonly Queue<byte[]> _answers = [];

        public List<string> Sent { get; } = [];

        public int Reads { get; private set; }

        public void Answer(string text) => _answers.Enqueue(Encoding.ASCII.GetBytes(text));

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Sent.Add(Encoding.ASCII.GetString(buffer.Span));
            return default;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (buffer.IsEmpty || !_answers.TryDequeue(out var answer))
            {
                return new(0);
            }

            Reads++;
            answer.CopyTo(buffer);
            return new(answer.Length);
        }
    }
}
