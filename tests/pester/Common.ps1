# What every test file needs. Dot-sourced in its BeforeAll.

$script:RepositoryRoot = Split-Path (Split-Path $PSScriptRoot)
$script:ModulePath = $env:AWS_HARDENING_TEST_MODULE ?? (Join-Path $RepositoryRoot 'out/AwsHardening')

# How to start this PowerShell again. Installed as a .NET tool, it has no program of its own.
$script:Pwsh = @(Join-Path $PSHOME ($IsWindows ? 'pwsh.exe' : 'pwsh'))
if (-not (Test-Path -LiteralPath $Pwsh[0])) { $script:Pwsh = 'dotnet', (Join-Path $PSHOME 'pwsh.dll') }

function Invoke-Pwsh {
    $all = @($Pwsh | Select-Object -Skip 1) + $args
    $input | & $Pwsh[0] @all
}

function Import-TestModule {
    Import-Module (Join-Path $ModulePath 'AwsHardening.psd1') -Force -Global -ErrorAction Stop
}

# Runs script text in a fresh PowerShell and returns what it wrote, as text lines; throws where it failed.
function Invoke-FreshPowerShell {
    param([Parameter(Mandatory)] [string] $Script, [hashtable] $Variables = @{})

    $assignments = foreach ($name in $Variables.Keys) { "`$$name = '$($Variables[$name] -replace "'", "''")'" }
    $text = @('$ErrorActionPreference = "Stop"'; '$PSStyle.OutputRendering = "PlainText"'; $assignments; $Script) -join "`n"
    $file = Join-Path ([System.IO.Path]::GetTempPath()) "$([guid]::NewGuid()).ps1"
    try {
        Set-Content -LiteralPath $file -Value $text
        $output = Invoke-Pwsh -NoProfile -NonInteractive -File $file 2>&1 | ForEach-Object { "$_" }
        if ($LASTEXITCODE -ne 0) { throw "The fresh PowerShell failed with $LASTEXITCODE`: $($output -join "`n")" }
        $output
    }
    finally {
        Remove-Item -LiteralPath $file -ErrorAction Ignore
    }
}

# What tab completion offers at the end of a line.
function Complete {
    param([Parameter(Mandatory)] [string] $Line)

    [System.Management.Automation.CommandCompletion]::CompleteInput($Line, $Line.Length, $null).CompletionMatches
}

# Asks until it is so, or until too much time has passed.
function Wait-Until {
    param([Parameter(Mandatory)] [scriptblock] $Condition, [int] $Seconds = 60)

    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    while (-not (& $Condition)) {
        if ($clock.Elapsed.TotalSeconds -gt $Seconds) { throw "Not within $Seconds seconds: $Condition" }
        $null = [System.Threading.Tasks.Task]::Delay(100).Wait(1000)
    }
}

$script:NotServed = 'the sandbox server was not built (dotnet build src/AwsHardening.Sandbox), or there is no dotnet to run it'

# Serves an embedded account on a port of its own; null where it cannot be. Returns the process and its endpoint.
function Start-ServedAccount {
    param([Parameter(Mandatory)] [string] $Folder, [string] $Template = 'Fnd203')

    $library = @(Get-ChildItem (Join-Path $RepositoryRoot 'src/AwsHardening.Sandbox/bin') -Recurse -Filter AwsHardening.Sandbox.dll -ErrorAction Ignore |
        Where-Object { Test-Path ($_.FullName -replace 'dll$', 'runtimeconfig.json') } | Sort-Object LastWriteTime)[-1]
    $dotnet = Get-Command dotnet -CommandType Application -ErrorAction Ignore | Select-Object -First 1
    if (-not $library -or -not $dotnet) { return }

    $output = Join-Path $Folder "account-$([guid]::NewGuid().ToString('n'))"
    $process = Start-Process -FilePath $dotnet.Source -PassThru -RedirectStandardOutput $output -RedirectStandardError "$output.err" `
        -ArgumentList "`"$($library.FullName)`"", 'serve', '--template', $Template, '--port', '0'
    Wait-Until {
        if ($process.HasExited) { throw "The account was not served: $(Get-Content "$output.err" -Raw)" }
        Select-String -Path $output -Pattern 'at (http://127\.0\.0\.1:\d+)' -ErrorAction Ignore
    }
    @{ Process = $process; Endpoint = (Select-String -Path $output -Pattern 'at (http://127\.0\.0\.1:\d+)').Matches[0].Groups[1].Value }
}

# Starts moto_server, somebody else's idea of AWS, on a port of its own; null where it or the aws CLI is not. Returns the process and its endpoint.
function Start-Moto {
    param([Parameter(Mandatory)] [string] $Folder)

    if (@(Get-Command moto_server, aws -CommandType Application -ErrorAction Ignore | Select-Object Name -Unique).Count -lt 2) { return }

    $listener = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
    $listener.Start()
    $port = $listener.LocalEndpoint.Port
    $listener.Stop()
    $process = Start-Process -FilePath moto_server -PassThru -ArgumentList '-H', '127.0.0.1', '-p', $port `
        -RedirectStandardOutput "$Folder/moto" -RedirectStandardError "$Folder/moto.err"
    Wait-Until {
        if ($process.HasExited) { throw "moto_server did not start: $(Get-Content "$Folder/moto.err" -Raw)" }
        $client = [System.Net.Sockets.TcpClient]::new()
        try { $client.Connect('127.0.0.1', $port); $true } catch { $false } finally { $client.Dispose() }
    }
    @{ Process = $process; Endpoint = "http://127.0.0.1:$port" }
}

$script:NoMoto = 'moto_server or the aws CLI is not on this machine'

# Asks an endpoint by the aws CLI, away from the settings of whoever runs the tests: the endpoint, then the CLI's arguments.
function Invoke-AwsCli {
    $endpoint, $arguments = $args
    $keys = @{ AWS_ACCESS_KEY_ID = 'testing'; AWS_SECRET_ACCESS_KEY = 'testing'; AWS_DEFAULT_REGION = 'us-east-1'; AWS_PAGER = ''; NO_PROXY = '127.0.0.1' }
    try {
        $keys.Keys | ForEach-Object { Set-Item "Env:$_" $keys[$_] }
        $text = & aws --endpoint-url $endpoint --output json @arguments
        if ($LASTEXITCODE -ne 0) { throw "aws $arguments failed with $LASTEXITCODE." }
        $text | Out-String | ConvertFrom-Json
    }
    finally {
        $keys.Keys | ForEach-Object { Remove-Item "Env:$_" -ErrorAction Ignore } # Before 7.5, one set to '' is not there.
    }
}

# A secret that a test makes up.
function New-Secret([Parameter(Mandatory)] [string] $Text) {
    $secret = [securestring]::new()
    foreach ($character in $Text.ToCharArray()) { $secret.AppendChar($character) }
    $secret.MakeReadOnly()
    $secret
}

# The session's embedded account: the engine's own type, which tests alone reach.
function Get-Account([Parameter(Mandatory)] $Session) {
    [AwsHardening.HardeningSession].GetProperty('Handle', [System.Reflection.BindingFlags] 'Instance,NonPublic').GetValue($Session).Sandbox
}

# A service of it, by the full name of its class.
function Get-AccountService([Parameter(Mandatory)] $Session, [string] $Type) {
    $account = Get-Account $Session
    $account.GetType().GetMethod('Service').MakeGenericMethod($account.GetType().Assembly.GetType($Type)).Invoke($account, @())
}

# Calls a service of it as its owner.
function Invoke-Account([Parameter(Mandatory)] $Session, [string] $Service, [string] $Operation, [hashtable] $Parameters) {
    $json = [System.Text.Json.Nodes.JsonNode]::Parse(($Parameters | ConvertTo-Json -Depth 5))
    (Get-Account $Session).Invoke($Service, $Operation, $json, $null)
}
