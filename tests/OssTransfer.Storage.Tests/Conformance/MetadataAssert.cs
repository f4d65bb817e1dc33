namespace OssTransfer.Storage.Tests.Conformance;

/// <summary>Compares metadata; the order of user metadata means nothing.</summary>
public static class MetadataAssert
{
    public static void Same(ObjectMetadata expected, ObjectMetadata actual)
    {
        Assert.Equal(expected with { User = [] }, actual with { User = [] });
        Assert.Equal(Sorted(expected), Sorted(actual));
    }

    private static IEnumerable<KeyValuePair<string, string>> Sorted(ObjectMetadata metadata) =>
        metadata.User.OrderBy(pair => pair.Key, StringComparer.Ordinal);
}
