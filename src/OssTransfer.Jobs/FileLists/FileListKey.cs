using OssTransfer.Storage;

namespace OssTransfer.Jobs.FileLists;

/// <summary>The object that a line names.</summary>
/// <param name="Source">The whole key that its store reads: a key, a path beneath the root, a URL.</param>
/// <param name="Relative">
/// The key under the prefixes, which the destination's prefix is put in front of. Of a URL the source key can't be made of it: keep both.
/// </param>
public readonly record struct FileListKey(ObjectKey Source, ObjectKey Relative);
