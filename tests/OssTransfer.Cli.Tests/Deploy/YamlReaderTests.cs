using System.Text.Json.Nodes;

namespace OssTransfer.Cli.Tests.Deploy;

/// <summary>The reader that the tests of <c>deploy/</c> rely on.</summary>
public sealed class YamlReaderTests
{
    [Fact]
    public void Blocks_lists_anchors_and_documents_are_read()
    {
        const string Text = """
            # a comment
            a: &one
              b: c d # another
              list: [x, "y, z"]
              deep:
                - k: v
                  l: 1
                - plain:not-a-key
            e:
              <<: *one
              b: own
            empty:
            ---
            none: {}
            """;

        var documents = YamlReader.Read(Text);

        Assert.Equal(2, documents.Count);
        AssertEqual("""{"a":{"b":"c d","list":["x","y, z"],"deep":[{"k":"v","l":"1"},"plain:not-a-key"]},"e":{"b":"own","list":["x","y, z"],"deep":[{"k":"v","l":"1"},"plain:not-a-key"]},"empty":null}""", documents[0]);
        AssertEqual("""{"none":{}}""", documents[1]);
    }

    [Theory]
    [InlineData("a: 1\na: 2")]
    [InlineData("a: b\n   c: d")]
    [InlineData("a:\n\tb: c")]
    [InlineData("a: |\n  text")]
    [InlineData("a: *nowhere")]
    [InlineData("a: b: c")]
    [InlineData("a: \"b")]
    public void What_is_wrong_or_not_understood_is_refused(string text) => Assert.Throws<FormatException>(() => YamlReader.Read(text));

    private static void AssertEqual(string json, JsonNode node) => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), node), node.ToJsonString());
}
