using System.Xml.Linq;

namespace AwsHardening.Tasks;

/// <summary>Where things stand in this clone.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static string Out => Path.Combine(Root, "out");

    /// <summary>The staged module: <c>Import-Module ./out/AwsHardening</c>.</summary>
    public static string Module => Path.Combine(Out, "AwsHardening");

    public static string Version { get; } =
        XDocument.Load(In("Directory.Build.props")).Descendants("VersionPrefix").Single().Value;

    public static string In(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    /// <summary>A folder below out/, empty.</summary>
    public static string FreshFolder(string name)
    {
        var folder = Path.Combine(Out, name);
        Delete(folder);
        Directory.CreateDirectory(folder);
        return folder;
    }

    public static void Delete(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (UnauthorizedAccessException)
        {
            throw new TaskFailedException(
                $"{Path.GetRelativePath(Root, folder)} is in use: end the PowerShell session that has imported the module");
        }
    }

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "Directory.Build.props"))
            ? folder
            : FindRoot(Path.GetDirectoryName(folder) ?? throw new TaskFailedException("not inside a clone of AwsHardening"));
}
