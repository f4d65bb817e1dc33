using FsCheck.Xunit;
using OssTransfer.Jobs.Config.Selection;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.Tests.Config.Selection;

public sealed class KeyMappingTests
{
    [Theory]
    [InlineData("", "", "a/b", "a/b", "a/b")]
    [InlineData("a/", "", "a/b", "b", "b")]
    [InlineData("a/", "x/y/", "a/b", "b", "x/y/b")]
    [InlineData("", "x/", "/b", "/b", "x//b")]
    [InlineData("a/", "x/", "a//b", "/b", "x//b")]
    [InlineData("a/", "x/", "a/../b", "../b", "x/../b")]
    [InlineData("/", "", "/a", "a", "a")]
    [InlineData("图/", "片/", "图/é", "é", "片/é")]
    public void Prefix_is_cut_and_put_in_front(string sourcePrefix, string destinationPrefix, string source, string relative, string destination)
    {
        var mapping = new KeyMapping(sourcePrefix, destinationPrefix);

        Assert.Equal(ObjectKey.From(relative), mapping.FromSource(ObjectKey.From(source)));
        Assert.Equal(ObjectKey.From(destination), mapping.ToDestination(ObjectKey.From(relative)));
        Assert.Equal(ObjectKey.From(source), mapping.ToSource(ObjectKey.From(relative)));
    }

    [Theory]
    [InlineData("a/", "a/")]
    [InlineData("a/", "a")]
    [InlineData("a/", "b/c")]
    [InlineData("a/", "A/c")]
    [InlineData("", "")]
    public void Key_without_a_relative_name_has_none(string prefix, string key)
    {
        Assert.Null(new KeyMapping(prefix, "").FromSource(ObjectKey.From(key)));
    }

    [Property]
    public void Order_and_bytes_of_relative_keys_survive(byte[] one, byte[] other)
    {
        var mapping = new KeyMapping("源/", "des/");
        ObjectKey a = new(one), b = new(other);

        Assert.Equal(Math.Sign(a.CompareTo(b)), Math.Sign(mapping.ToDestination(a).CompareTo(mapping.ToDestination(b))));
        Assert.Equal(a.IsEmpty ? null : a, mapping.FromSource(mapping.ToSource(a)));
    }

    [Fact]
    public void Job_has_the_mapping_of_its_prefixes()
    {
        var mapping = KeyMapping.For(Configs.Spec(Configs.S3ToS3 + "src-prefix: a\ndes-prefix: b"));

        Assert.Equal(("a/", "b/"), (mapping.SourcePrefix.ToString(), mapping.DestinationPrefix.ToString()));
    }
}
