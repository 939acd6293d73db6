using System.Text;
using AwsHardening.Core.Errors;

namespace AwsHardening.Core.Changes;

/// <summary>Files that the user names: written whole or not at all.</summary>
internal static class UserFile
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="OperationException">There is one already and it may not be replaced, or it cannot be written.</exception>
    public static void Write(string path, string text, bool overwrite)
    {
        if (!overwrite && File.Exists(path))
        {
            throw FileErrors.Exists(path);
        }

        var beside = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            using (var file = new FileStream(beside, FileMode.CreateNew, FileAccess.Write))
            {
                file.Write(s_strict.GetBytes(text));
                file.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.NotWritable(path, e);
        }
        finally
        {
            if (File.Exists(beside))
            {
                File.Delete(beside);
            }
        }
    }

    /// <exception cref="OperationException">It is not there, cannot be read, or is not UTF-8.</exception>
    public static string Read(string path)
    {
        try
        {
            return s_strict.GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            throw FileErrors.NotReadable(path, e);
        }
    }
}
