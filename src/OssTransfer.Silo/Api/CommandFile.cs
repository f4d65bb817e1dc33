namespace OssTransfer.Silo.Api;

/// <summary>A text file that only grows until it is set aside: <c>log-commands.1.txt</c> is the one before, <c>.2</c> the one before that.</summary>
internal sealed class CommandFile(string path, long maxBytes, int files)
{
    /// <exception cref="IOException">It can't be written.</exception>
    public async Task AppendAsync(string line, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (new FileInfo(path) is { Exists: true } file && file.Length >= maxBytes)
        {
            SetAside();
        }

        var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var end = new StreamWriter(path, options);
        await end.WriteAsync((line + "\n").AsMemory(), cancellationToken);
    }

    private void SetAside()
    {
        if (files == 1)
        {
            File.Delete(path);
            return;
        }

        for (var number = files - 2; number > 0; number--)
        {
            if (File.Exists(Numbered(number)))
            {
                File.Move(Numbered(number), Numbered(number + 1), overwrite: true);
            }
        }

        File.Move(path, Numbered(1), overwrite: true);
    }

    private string Numbered(int number) => Path.ChangeExtension(path, $".{number}{Path.GetExtension(path)}");
}
