namespace AwsHardening.Tasks;

/// <summary>What was asked for on the command line.</summary>
/// <param name="Task">The task's name.</param>
/// <param name="Deep">Run property tests longer.</param>
/// <param name="PowerShell">A pwsh to use instead of the one found; <c>none</c> to do without.</param>
/// <param name="Only">Names of the benchmarks to run, with commas between; null for all.</param>
internal sealed record Options(string Task, bool Deep, string? PowerShell, string? Only = null)
{
    public static bool TryParse(string[] arguments, out Options options)
    {
        options = new Options("", false, null);
        for (var i = 0; i < arguments.Length; i++)
        {
            switch (arguments[i])
            {
                case "--deep":
                    options = options with { Deep = true };
                    break;
                case "--pwsh" when i + 1 < arguments.Length:
                    options = options with { PowerShell = arguments[++i] };
                    break;
                case "--only" when i + 1 < arguments.Length:
                    options = options with { Only = arguments[++i] };
                    break;
                case var name when options.Task.Length == 0 && !name.StartsWith('-'):
                    options = options with { Task = name };
                    break;
                default:
                    return false;
            }
        }

        return options.Task.Length > 0;
    }
}
