using System.Text;
using OssTransfer.Grains.Security;
using OssTransfer.Storage;

namespace OssTransfer.Grains.Tests.Security;

public sealed class SecretSealerTests
{
    private const string Context = "job/9f3c/src-secretkey";
    private const string Plain = "geheim-密钥-#1";

    private readonly SecretSealer _sealer = new(SealingKey.Create());

    [Fact]
    public void Open_gives_back_what_was_sealed() =>
        Assert.Equal(Plain, _sealer.Open(_sealer.Seal(new Secret(Plain), Context), Context).Reveal());

    [Fact]
    public void Empty_secret_survives() =>
        Assert.Equal("", _sealer.Open(_sealer.Seal(new Secret(""), Context), Context).Reveal());

    [Fact]
    public void Open_after_a_restart_needs_only_the_exported_key()
    {
        var key = SealingKey.Create();
        var seal = new SecretSealer(key).Seal(new Secret(Plain), Context);

        var opened = new SecretSealer(SealingKey.Parse(key.Export() + "\n")).Open(seal, Context);

        Assert.Equal(Plain, opened.Reveal());
    }

    [Fact]
    public void Seal_shows_nothing_and_never_repeats()
    {
        var first = _sealer.Seal(new Secret(Plain), Context).ToArray();
        var second = _sealer.Seal(new Secret(Plain), Context).ToArray();

        Assert.NotEqual(first, second);
        Assert.Equal(-1, first.AsSpan().IndexOf(Encoding.UTF8.GetBytes("geheim")));
    }

    [Theory]
    [InlineData("job/9f3d/src-secretkey")]
    [InlineData("job/9f3c/des-secretkey")]
    [InlineData("job/9f3c/src-secretkey ")]
    public void Seal_does_not_open_in_another_context(string other)
    {
        var seal = _sealer.Seal(new Secret(Plain), Context);

        Assert.Throws<SealException>(() => _sealer.Open(seal, other));
    }

    [Fact]
    public void Seal_of_another_key_is_refused_by_name()
    {
        var (first, second) = (SealingKey.Create(), SealingKey.Create());
        var seal = new SecretSealer(first).Seal(new Secret(Plain), Context);

        var exception = Assert.Throws<SealException>(() => new SecretSealer(second).Open(seal, Context));

        Assert.Contains(first.Name, exception.Message, StringComparison.Ordinal);
        Assert.Contains(second.Name, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Seal_of_another_key_with_the_same_name_is_refused()
    {
        var key = SealingKey.Create();
        var twin = SealingKey.Parse($"{key.Name}:{Convert.ToBase64String(new byte[32])}");
        var seal = new SecretSealer(twin).Seal(new Secret(Plain), Context);

        Assert.Throws<SealException>(() => new SecretSealer(key).Open(seal, Context));
    }

    [Fact]
    public void Change_of_any_bit_and_any_cut_is_noticed()
    {
        var seal = _sealer.Seal(new Secret("x"), Context).ToArray();

        for (var bit = 0; bit < seal.Length * 8; bit++)
        {
            var changed = seal.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<SealException>(() => _sealer.OpenBytes(changed, Context));
        }

        for (var length = 0; length < seal.Length; length++)
        {
            var cut = seal[..length];
            Assert.Throws<SealException>(() => _sealer.OpenBytes(cut, Context));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("name")]
    [InlineData(":AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("a b:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("name:AAAA")]
    [InlineData("name:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Text_that_is_no_key_is_refused_without_repeating_it(string text)
    {
        var exception = Assert.Throws<FormatException>(() => SealingKey.Parse(text));

        Assert.DoesNotContain("AAAA", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Key_prints_without_its_bytes()
    {
        var key = SealingKey.Create();

        Assert.Equal($"{key.Name}:***", key.ToString());
    }
}
