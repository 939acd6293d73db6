@{
    RootModule           = 'EmptyModule.dll'
    ModuleVersion        = '1.0.0'
    GUID                 = '0c1f3a52-7c0e-4e0e-9a0e-5d7d9f0f2c11'
    Author               = 'AwsHardening contributors'
    Description          = 'The least that a binary module can be.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    CmdletsToExport      = @('Get-Nothing')
    FunctionsToExport    = @()
    AliasesToExport      = @()
    VariablesToExport    = @()
}
