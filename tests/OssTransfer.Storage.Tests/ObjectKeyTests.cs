using System.Text;
using FsCheck;
using FsCheck.Xunit;

namespace OssTransfer.Storage.Tests;

public sealed class ObjectKeyTests
{
    [Property]
    public bool Order_is_that_of_unsigned_bytes(byte[] left, byte[] right)
    {
        var expected = left.Zip(right, (x, y) => x - y).FirstOrDefault(difference => difference != 0);
        expected = expected == 0 ? left.Length - right.Length : expected;
        var (a, b) = (new ObjectKey(left), new ObjectKey(right));

        return Math.Sign(a.CompareTo(b)) == Math.Sign(expected)
            && (a < b) == (expected < 0) && (a > b) == (expected > 0)
            && (a <= b) == (expected <= 0) && (a >= b) == (expected >= 0)
            && (a == b) == (expected == 0) && (a != b) == (expected != 0) && a.Equals((object)b) == (expected == 0);
    }

    [Property]
    public bool Order_of_text_is_that_of_its_code_points(NonNull<string> left, NonNull<string> right)
    {
        var (a, b) = (Whole(left.Get), Whole(right.Get));
        var expected = a.EnumerateRunes().Select(rune => rune.Value).SequenceCompare(b.EnumerateRunes().Select(rune => rune.Value));

        return Math.Sign(ObjectKey.From(a).CompareTo(ObjectKey.From(b))) == expected;
    }

    [Property]
    public bool Append_and_Skip_give_the_rest_back(byte[] first, byte[] second)
    {
        var joined = new ObjectKey(first).Append(new ObjectKey(second));

        return joined.StartsWith(new ObjectKey(first))
            && joined.Skip(first.Length) == new ObjectKey(second)
            && joined.Length == first.Length + second.Length
            && joined.Bytes.SequenceEqual([.. first, .. second]);
    }

    [Property]
    public bool Append_keeps_the_order(byte[] prefix, byte[] left, byte[] right)
    {
        var start = new ObjectKey(prefix);
        var (a, b) = (new ObjectKey(left), new ObjectKey(right));

        return Math.Sign(start.Append(a).CompareTo(start.Append(b))) == Math.Sign(a.CompareTo(b));
    }

    [Property]
    public bool Equal_keys_have_equal_hash_codes(byte[] bytes) =>
        new ObjectKey(bytes) == new ObjectKey((byte[])bytes.Clone())
            && new ObjectKey(bytes).GetHashCode() == new ObjectKey((byte[])bytes.Clone()).GetHashCode();

    [Property]
    public bool Text_comes_back_where_the_bytes_are_UTF8_and_only_there(byte[] bytes)
    {
        var key = new ObjectKey(bytes);
        var isText = key.TryGetText(out var text);

        return isText == key.IsUtf8 && (!isText || ObjectKey.From(text!) == key);
    }

    [Property]
    public bool Every_text_is_kept(NonNull<string> any)
    {
        var text = Whole(any.Get);

        return ObjectKey.From(text).TryGetText(out var back) && back == text;
    }

    [Property]
    public bool Copied_bytes_do_not_follow_the_original(NonEmptyArray<byte> bytes)
    {
        var key = new ObjectKey(bytes.Get.AsSpan());
        var before = key.ToString();

        bytes.Get[0] ^= 1;

        return key.ToString() == before && key.Bytes[0] == (bytes.Get[0] ^ 1);
    }

    [Fact]
    public void Default_key_is_the_empty_one()
    {
        Assert.Equal(default, new ObjectKey([]));
        Assert.True(default(ObjectKey).IsEmpty);
        Assert.Equal(0, default(ObjectKey).CompareTo(ObjectKey.From("")));
        Assert.True(ObjectKey.From("a").StartsWith(default));
        Assert.Equal(ObjectKey.From("a"), default(ObjectKey).Append(ObjectKey.From("a")).Append(default));
    }

    [Theory]
    [InlineData("a-", "a/")]
    [InlineData("a.", "a/")]
    [InlineData("a/", "a0")]
    [InlineData("Z", "a")]
    [InlineData("a", "a/b")]
    [InlineData("\uff5e", "\U0001F600")]
    [InlineData("cafe\u0301", "caf\u00e9")]
    public void Order_holds_where_other_orders_differ(string less, string greater) => Assert.True(ObjectKey.From(less) < ObjectKey.From(greater));

    /// <summary>Half a surrogate pair is no text.</summary>
    private static string Whole(string text) =>
        string.Concat(text.EnumerateRunes().Where(rune => rune != Rune.ReplacementChar).Select(rune => rune.ToString()));
}
