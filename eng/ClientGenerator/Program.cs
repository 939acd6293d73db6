using AwsHardening.ClientGenerator;
using AwsHardening.ClientGenerator.Generate;
using AwsHardening.ClientGenerator.Refresh;

const string Usage = """
    ClientGenerator generate --models <folder> --output <folder> [--customizations <folder>] <service ...>
        Writes the C# of one client a service. Customizations are looked for beside the models first.
    ClientGenerator refresh --from <folder of full models> [--to <eng/models>] [service ...]
        Trims the models to the operation lists in <to>/operations.
    """;

try
{
    return args switch
    {
        ["generate", .. var rest] => GenerateCommand.Run(new Arguments(rest)),
        ["refresh", .. var rest] => RefreshCommand.Run(new Arguments(rest)),
        _ => throw new UsageException(Usage),
    };
}
catch (UsageException error)
{
    Console.Error.WriteLine(error.Message);
    return 2;
}
