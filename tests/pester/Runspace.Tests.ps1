# Connections belong to runspaces.
BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule

    function New-Shell {
        $shell = [powershell]::Create([initialsessionstate]::CreateDefault2())
        $null = $shell.AddScript("Import-Module '$ModulePath'").Invoke()
        $shell.Commands.Clear()
        $shell
    }

    function Invoke-Shell($Shell, [string] $Script) {
        $null = $Shell.AddScript($Script)
        try { $Shell.Invoke() } finally { $Shell.Commands.Clear() }
    }
}

Describe 'Two runspaces' {
    BeforeEach { $first = New-Shell; $second = New-Shell }
    AfterEach { $first.Dispose(); $second.Dispose() }

    It 'have a default session each' {
        $one = Invoke-Shell $first 'Connect-AwsHardening -Sandbox Fnd203 -Region us-east-1'
        $two = Invoke-Shell $second 'Connect-AwsHardening -Sandbox Fnd203 -Region eu-west-1'
        (Invoke-Shell $first 'Get-CallerIdentity').Region | Should -Be 'us-east-1'
        (Invoke-Shell $second 'Get-CallerIdentity').Region | Should -Be 'eu-west-1'
        $one.GetSandboxCalls() | Should -HaveCount 1
        $two.GetSandboxCalls() | Should -HaveCount 1
    }

    It 'do not connect each other' {
        $null = Invoke-Shell $first 'Connect-AwsHardening -Sandbox Fnd203'
        $null = Invoke-Shell $second 'Get-CallerIdentity'
        $second.Streams.Error | Should -HaveCount 1
    }

    It 'keep their sessions when the other disconnects or closes' {
        $null = Invoke-Shell $first 'Connect-AwsHardening -Sandbox Fnd203'
        $null = Invoke-Shell $second 'Connect-AwsHardening -Sandbox Fnd203'
        $null = Invoke-Shell $second 'Disconnect-AwsHardening'
        $second.Runspace.Close()
        Invoke-Shell $first 'Get-CallerIdentity' | Should -Not -BeNullOrEmpty
    }

    It 'keep working when the other removes the module' {
        $null = Invoke-Shell $first 'Connect-AwsHardening -Sandbox Fnd203'
        $null = Invoke-Shell $second 'Remove-Module AwsHardening'
        Invoke-Shell $first 'Get-SgRule' | Should -Not -BeNullOrEmpty
    }

    It 'can share a session by handing it over' {
        $session = Connect-AwsHardening -Sandbox Fnd203
        $accounts = 1..2 | ForEach-Object -Parallel {
            Import-Module $using:ModulePath
            (Get-CallerIdentity -Session $using:session).AccountId
        }
        $accounts | Should -Be $session.AccountId, $session.AccountId
        Disconnect-AwsHardening
    }
}

Describe 'A runspace that ends' {
    It 'closes its sessions' {
        $shell = New-Shell
        $session = Invoke-Shell $shell 'Connect-AwsHardening -Sandbox Fnd203'
        $shell.Runspace.Close()
        Get-CallerIdentity -Session $session -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem | Should -Not -BeNullOrEmpty
        $shell.Dispose()
    }
}
