namespace AwsHardening.Bench;

/// <summary>Where the things to measure stand.</summary>
internal static class Folders
{
    public static string Root { get; } = Above(AppContext.BaseDirectory);

    public static string Module => Path.Combine(Root, "out", "AwsHardening");

    public static string EmptyModule => Path.Combine(AppContext.BaseDirectory, "EmptyModule.psd1");

    private static string Above(string folder) =>
        File.Exists(Path.Combine(folder, "AwsHardening.sln")) ? folder : Above(Path.GetDirectoryName(folder)!);
}
