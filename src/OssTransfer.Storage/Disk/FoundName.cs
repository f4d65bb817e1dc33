using Microsoft.Win32.SafeHandles;

namespace OssTransfer.Storage.Disk;

/// <summary>A name that a walk came to: a file that is to be looked at, or a directory with a problem.</summary>
/// <param name="Key">The whole key.</param>
/// <param name="Problem">Of a directory; none: it is a name to look at.</param>
/// <param name="Directory">Where the name stands; null with a problem.</param>
/// <param name="Names">Those of the directory; null with a problem.</param>
/// <param name="Index">Which of them.</param>
internal readonly record struct FoundName(ObjectKey Key, EntryProblem Problem, SafeFileHandle? Directory, DirectoryNames? Names, int Index);
