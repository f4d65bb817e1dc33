using OssTransfer.Storage;

namespace OssTransfer.Jobs.Sorting;

/// <summary>An entry of a listing, and its place there.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Number">How many came before it.</param>
internal readonly record struct ListedEntry(ObjectEntry Entry, long Number);
