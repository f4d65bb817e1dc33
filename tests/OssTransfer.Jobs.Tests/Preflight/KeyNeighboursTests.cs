using FsCheck.Xunit;
using OssTransfer.Jobs.Preflight;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.Tests.Preflight;

public sealed class KeyNeighboursTests
{
    [Theory]
    [InlineData("a|a/b", "a")]
    [InlineData("a|a!|a-b|a/b|a/c", "a")]
    [InlineData("a|a/b|a/b/c", "a|a/b")]
    [InlineData("a/|a/b", "")]
    [InlineData("a|ab|b/a", "")]
    [InlineData("a|a/", "a")]
    public void File_that_would_be_a_directory_is_found_once(string keys, string expected) =>
        Assert.Equal(expected, string.Join('|', Files(keys.Split('|').Select(ObjectKey.From)).Files));

    [Fact]
    public void Same_key_again_is_found_each_time() => Assert.Equal(2, Files(new[] { "a", "b", "b", "b", "c" }.Select(ObjectKey.From)).Repeated);

    // Short keys of few letters, so that they often meet.
    [Property(MaxTest = 500)]
    public void Finds_what_comparing_every_pair_finds(byte[][] raw)
    {
        var keys = raw.Select(bytes => new ObjectKey([.. bytes.Take(5).Select(b => "a/!"u8[b % 3])])).Where(key => !key.IsEmpty).Order().ToList();
        var distinct = keys.Distinct().ToList();
        var expected = distinct.Where(
            file => distinct.Exists(other => other.Length > file.Length && other.StartsWith(file) && other.Bytes[file.Length] == '/'));

        var (files, repeated) = Files(keys);

        // Files above each other that the same key meets are told as the one on top.
        Assert.Equal(keys.Count - distinct.Count, repeated);
        Assert.Subset(expected.Select(key => key.ToString()).ToHashSet(), files.ToHashSet());
        Assert.Equal(expected.Any(), files.Count > 0);
        Assert.Equal(files.Distinct().Count(), files.Count);
    }

    private static (List<string> Files, int Repeated) Files(IEnumerable<ObjectKey> keys)
    {
        var neighbours = new KeyNeighbours();
        var files = new List<string>();
        var repeated = 0;
        foreach (var key in keys)
        {
            repeated += neighbours.Add(key, out var file) ? 1 : 0;
            if (file is { } found)
            {
                files.Add(found.ToString());
            }
        }

        return (files, repeated);
    }
}
