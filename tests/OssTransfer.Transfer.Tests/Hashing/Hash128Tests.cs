using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using OssTransfer.Transfer.Hashing;

namespace OssTransfer.Transfer.Tests.Hashing;

public sealed class Hash128Tests
{
    [Fact]
    public void Sum_is_that_of_whole_numbers()
    {
        foreach (var (one, other) in Pairs())
        {
            Assert.Equal(Of(unchecked(one + other)), Of(one) + Of(other));
        }
    }

    [Fact]
    public void Sum_carries_and_drops_what_does_not_fit()
    {
        Assert.Equal(new(1, 0), new Hash128(0, ulong.MaxValue) + new Hash128(0, 1));
        Assert.Equal(default, new Hash128(ulong.MaxValue, ulong.MaxValue) + new Hash128(0, 1));
    }

    [Fact]
    public void Bytes_hex_and_json_are_those_of_whole_numbers_and_come_back()
    {
        var bytes = new byte[16];
        foreach (var (number, _) in Pairs())
        {
            var hash = Of(number);
            BinaryPrimitives.WriteUInt128BigEndian(bytes, number);

            Assert.Equal(bytes, hash.ToBytes());
            Assert.Equal(number.ToString("x32", CultureInfo.InvariantCulture), hash.ToHex());
            Assert.Equal(hash, Hash128.Read(bytes));
            Assert.Equal(hash, Hash128.Parse(hash.ToHex()));
            Assert.Equal(hash, Hash128.Parse(hash.ToHex().ToUpperInvariant()));
            Assert.Equal(JsonSerializer.Serialize(number), JsonSerializer.Serialize(hash));
            Assert.Equal(hash, JsonSerializer.Deserialize<Hash128>(JsonSerializer.Serialize(number)));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("0123456789abcdef0123456789abcde")]
    [InlineData("0123456789abcdef0123456789abcdef0")]
    [InlineData("0123456789abcdef0123456789abcdeg")]
    [InlineData("0123456789abcdef0123456789abcde\0")]
    [InlineData("0123456789abcde\00123456789abcdef")]
    [InlineData(" 123456789abcdef0123456789abcdef")]
    [InlineData("-123456789abcdef0123456789abcdef")]
    public void Anything_but_32_digits_is_refused(string text)
    {
        Assert.False(Hash128.TryParse(text, out _));
        Assert.Throws<FormatException>(() => Hash128.Parse(text));
    }

    private static Hash128 Of(UInt128 number) => new((ulong)(number >> 64), (ulong)number);

    /// <summary>At the edges, and in between.</summary>
    private static IEnumerable<(UInt128 One, UInt128 Other)> Pairs()
    {
        ulong[] halves = [0, 1, 0x0123456789abcdef, ulong.MaxValue - 1, ulong.MaxValue];
        var edges = halves.SelectMany(high => halves, (high, low) => new UInt128(high, low)).ToArray();
        var random = new Random(128);
        return edges.SelectMany(one => edges, (one, other) => (one, other))
            .Concat(Enumerable.Range(0, 1000).Select(_ => (Next(random), Next(random))));
    }

    private static UInt128 Next(Random random) => new((ulong)random.NextInt64(), (ulong)random.NextInt64() << 1);
}
