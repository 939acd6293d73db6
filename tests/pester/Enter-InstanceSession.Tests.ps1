BeforeDiscovery { $isUnix = -not $IsWindows }

BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
}

Describe 'Enter-InstanceSession' {
    BeforeEach {
        $session = Connect-AwsHardening -Sandbox Fnd203
        $id = (Get-ManagedInstance -Name 'Services Server for AZ1').InstanceId
        $path = $env:PATH
    }
    AfterEach {
        $env:PATH = $path
        Disconnect-AwsHardening
    }

    It 'types lines into a session and ends it' {
        $output = Enter-InstanceSession $id -Line hostname, 'echo done'
        $output.Output | Should -Match '(?s)^ip-10-1-0-.+done$'
        $past = Get-SessionHistory
        $past | Should -HaveCount 1
        $past.Status | Should -BeExactly 'Terminated'
        $past.InstanceId | Should -BeExactly $id
    }

    It 'says how to install the plugin where it is missing, and starts nothing' {
        $env:PATH = ''
        $null = Enter-InstanceSession $id -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].FullyQualifiedErrorId | Should -Match '^SessionPluginMissing'
        $problem[0].ErrorDetails.RecommendedAction | Should -Match '^Install it: '
        Get-SessionHistory | Should -BeNullOrEmpty
        { Enter-InstanceSession $id -ErrorAction Stop } | Should -Throw -ErrorId 'SessionPluginMissing*'
    }

    It 'hands the session to the plugin, the token <where>' -Skip:(-not $isUnix) -ForEach @(
        @{ Version = '1.2.707.0'; Where = 'in the environment' }
        @{ Version = '1.2.30.0'; Where = 'as an argument, which is all that it knows' }
    ) {
        $folder = Join-Path $TestDrive $Version
        $null = New-Item -ItemType Directory $folder
        $plugin = Join-Path $folder 'session-manager-plugin'
        Set-Content -LiteralPath $plugin -Value @"
#!/bin/sh
if [ "`$1" = "--version" ]; then echo $Version; exit 0; fi
{ printf '%s\n' "`$@"; printf 'env=%s\n' "`$AWS_SSM_START_SESSION_RESPONSE"; } > "$folder/seen"
exit `${PLUGIN_EXIT:-0}
"@
        chmod +x $plugin
        $env:PATH = "$folder$([System.IO.Path]::PathSeparator)$path"
        Enter-InstanceSession $id -Reason 'a test' | Should -BeNullOrEmpty
        $seen = Get-Content -LiteralPath "$folder/seen"
        $seen[1..2] | Should -Be 'us-east-1', 'StartSession'
        ($seen[4] | ConvertFrom-Json).Target | Should -BeExactly $id
        $response = $Version -eq '1.2.707.0' ? ($seen[-1] -replace '^env=') : $seen[0]
        if ($Version -eq '1.2.707.0') { $seen[0] | Should -BeExactly 'AWS_SSM_START_SESSION_RESPONSE' }
        ($response | ConvertFrom-Json).SessionId | Should -BeExactly (Get-SessionHistory).SessionId
        (Get-SessionHistory).Status | Should -BeExactly 'Terminated'
        (Get-SessionHistory).Reason | Should -BeExactly 'a test'
    }

    It 'starts nothing under -WhatIf' {
        Enter-InstanceSession $id -Line hostname -WhatIf | Should -BeNullOrEmpty
        Get-SessionHistory | Should -BeNullOrEmpty
    }

    It 'takes the instance from the pipeline, and does not ask with -Confirm:$false' {
        Get-ManagedInstance $id | Enter-InstanceSession -Line hostname -Confirm:$false | Should -HaveCount 1
        $id | Enter-InstanceSession -Line hostname | Should -HaveCount 1
    }

    It 'refuses an instance that is not connected, with the reasons' {
        $null = Connect-AwsHardening -Sandbox SecurityEssentials
        $bastion = (Get-ManagedInstance -Name bastion).InstanceId
        { Enter-InstanceSession $bastion -Line hostname -ErrorAction Stop } | Should -Throw -ErrorId 'InstanceNotManaged*'
    }
}
